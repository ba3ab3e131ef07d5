import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { NOTHING } from '../purchase/policy.ts'
import { ConfigError } from './config-error.ts'
import { envVariables } from './env.ts'
import { loadConfig } from './load.ts'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'onesms-config-'))
})
afterEach(() => rm(directory, { recursive: true }))

type Environment = Record<string, string>

const load = (environment: Environment = {}, file?: string) => loadConfig({ directory, environment, file })
const write = (name: string, text: string) => writeFile(join(directory, name), text)
const writeJson = (value: unknown) => write('onesms.config.json', JSON.stringify(value))

async function mistakes(environment: Environment = {}, file?: string): Promise<readonly string[]> {
  const error = await load(environment, file).then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (error instanceof ConfigError) return error.mistakes
  throw error ?? new Error('nothing was wrong')
}

const token = 'Zk3vQ9sLr0TfWm8XbYc2HdJp5NgUa7EiOoRqVxPzMt4C'

const defaults = {
  database: { schema: 'onesms' },
  providers: [],
  sync: {
    services: '*/5 * * * *',
    countries: '0 * * * *',
    balances: '*/10 * * * *',
    invariants: '35 * * * *',
    prune: '20 * * * *',
  },
  scan: {},
  history: { days: 7 },
  balances: { low: {} },
  privacy: { textHours: 24, phoneDays: 7, hashPhone: null },
  log: { level: 'info' },
  metrics: { host: '127.0.0.1' },
  webhooks: { receivers: [], endpoints: [], allowPrivateTargets: [] },
  watch: [],
  purchase: NOTHING,
  http: { port: 8787, host: '127.0.0.1', hosts: [], origins: [], tokens: [] },
}

describe('loadConfig', () => {
  it('has a default for everything', async () => {
    expect(await load()).toEqual(defaults)
  })

  it.each<[name: string, value: string, path: [section: 'database' | 'sync' | 'http', key: string], read: unknown]>([
    ['DATABASE_URL', 'postgresql://me:pw@db.example:5433/catalog', ['database', 'url'], null],
    ['ONESMS_SCHEMA', 'sms_catalog', ['database', 'schema'], null],
    ['ONESMS_SYNC_SERVICES', '*/10 * * * *', ['sync', 'services'], null],
    ['ONESMS_SYNC_COUNTRIES', '30 2 * * *', ['sync', 'countries'], null],
    ['ONESMS_SYNC_BALANCES', '*/15 * * * *', ['sync', 'balances'], null],
    ['ONESMS_SYNC_INVARIANTS', '0 3 * * *', ['sync', 'invariants'], null],
    ['ONESMS_SYNC_PRUNE', '0 4 * * *', ['sync', 'prune'], null],
    ['ONESMS_PORT', '0', ['http', 'port'], 0],
  ])('reads %s', async (name, value, [section, key], read) => {
    const config = await load({ [name]: value })
    expect(config[section]).toHaveProperty(key, read ?? value)
  })

  it('T15 keeps a hash of each token, and lets the holder of ONESMS_TOKEN do everything but administer', async () => {
    const { http } = await load({ ONESMS_TOKEN: token, ONESMS_HOST: '0.0.0.0', ONESMS_HOSTS: 'onesms.internal, sms' })
    expect(http).toMatchObject({ host: '0.0.0.0', hosts: ['onesms.internal', 'sms'] })
    expect(http.tokens).toMatchObject([{ subject: 'onesms_token', issue: true }])
    const [first] = http.tokens
    expect([...(first?.scopes ?? [])]).toEqual(['catalog:read', 'activation:read', 'purchase', 'sync:trigger'])
    expect(JSON.stringify(http)).not.toContain(token.slice(0, 8))
  })

  it('T15 T16 reads the tokens that a file names, from variables of any name', async () => {
    await writeJson({ http: { tokens: [{ tokenEnv: 'ONESMS_SHOP', scopes: ['purchase'], subject: 'shop' }] } })
    const { http } = await load({ ONESMS_SHOP: token })
    expect(http.tokens).toMatchObject([{ subject: 'shop', scopes: new Set(['purchase']), issue: false }])
    expect(await mistakes({})).toEqual([
      expect.stringMatching(/^http\.tokens \(ONESMS_SHOP\): is not set; make one by/),
    ])
  })

  it.each<[environment: Environment, mistake: string]>([
    [{ ONESMS_TOKEN: 'short' }, 'http.tokens (ONESMS_TOKEN): is shorter than 43 characters; make one by'],
    [{ ONESMS_TOKEN: 'a'.repeat(50) }, 'http.tokens (ONESMS_TOKEN): does not look random'],
    [{ ONESMS_HOST: '0.0.0.0' }, 'http.host (ONESMS_HOST): other machines reach 0.0.0.0, so set ONESMS_TOKEN'],
  ])('T15 G17 refuses to start: %j', async (environment, mistake) => {
    expect(await mistakes(environment)).toEqual([expect.stringContaining(mistake)])
  })

  it('T18 lets a token have users where its line says so, and T13 pages of origins where they are named', async () => {
    const shop = { tokenEnv: 'ONESMS_SHOP', scopes: ['purchase'], issue: true }
    await writeJson({ http: { tokens: [shop], origins: ['https://a.example'] } })
    const { http } = await load({ ONESMS_SHOP: token, ONESMS_ORIGINS: 'https://b.example, http://localhost:5173' })
    expect(http.tokens).toMatchObject([{ issue: true }])
    expect(http.origins).toEqual(['https://b.example', 'http://localhost:5173'])
    expect(await mistakes({ ONESMS_ORIGINS: '*' })).toEqual([
      expect.stringMatching(/^http\.origins\.0.*must be an origin such as/),
    ])
  })

  it('T15 refuses an ONESMS_TOKEN that the file does not name beside its own, since it would let nobody in', async () => {
    await writeJson({ http: { tokens: [{ tokenEnv: 'ONESMS_ADMIN_TOKEN', scopes: ['admin'] }] } })
    expect(await mistakes({ ONESMS_ADMIN_TOKEN: token, ONESMS_TOKEN: token.toLowerCase() })).toEqual([
      expect.stringMatching(/^http\.tokens \(ONESMS_TOKEN\): is set, but is not among the tokens that the file names/),
    ])
  })

  it('T15 refuses two tokens that are the same', async () => {
    const named = (tokenEnv: string) => ({ tokenEnv, scopes: ['catalog:read'] })
    await writeJson({ http: { tokens: [named('ONE'), named('TWO')] } })
    expect(await mistakes({ ONE: token, TWO: token })).toEqual(['http.tokens (TWO): is the same as another token'])
  })

  it('knows the variables that the documentation lists, and no other', () => {
    const documentation = readFileSync(new URL('../../../../docs/daemon/env.md', import.meta.url), 'utf8')
    const rows = [...documentation.matchAll(/^\| `([A-Z_]+)` \| (?:`([\w.]+)`)? ?\|/gm)]
    const listed = rows.map(([, name, path]) => `${name} ${path ?? ''}`)
    expect(listed.sort()).toEqual(envVariables.map(({ name, path }) => `${name} ${path?.join('.') ?? ''}`).sort())
  })

  it('takes an empty variable for one that is not set', async () => {
    const empty = Object.fromEntries([...envVariables.map(({ name }) => [name, '']), ['HERO_SMS_API_KEY', '']])
    expect(await load(empty)).toEqual(defaults)
  })

  it('puts the environment over the file, setting by setting', async () => {
    await writeJson({ database: { schema: 'from_file' }, sync: { services: '1 * * * *', countries: '2 * * * *' } })
    const config = await load({ ONESMS_SYNC_SERVICES: '3 * * * *', DATABASE_URL: 'postgres://db.example/x' })
    expect(config.database).toEqual({ url: 'postgres://db.example/x', schema: 'from_file' })
    expect(config.sync).toEqual({ ...defaults.sync, services: '3 * * * *', countries: '2 * * * *' })
  })

  it.each([
    ['onesms.config.mjs', `export default { http: { port: 1 } }`],
    ['onesms.config.json', `{ "http": { "port": 1 } }`],
  ])('reads %s', async (name, text) => {
    await write(name, text)
    expect((await load()).http.port).toBe(1)
  })

  it('reads onesms.config.js of an ESM package, and .mjs rather than .js or .json', async () => {
    await write('package.json', '{ "type": "module" }')
    await write('onesms.config.js', 'export default { http: { port: 2 } }')
    await writeJson({ http: { port: 3 } })
    expect((await load()).http.port).toBe(2)
    await write('onesms.config.mjs', 'export default { http: { port: 1 } }')
    expect((await load()).http.port).toBe(1)
  })

  it('reads the file it is told to, and only that', async () => {
    await writeJson({ http: { port: 1 } })
    await write('other.json', '{ "http": { "port": 2 } }')
    expect((await load({}, 'other.json')).http.port).toBe(2)
    expect(await mistakes({}, 'missing.json')).toEqual([expect.stringContaining(join(directory, 'missing.json'))])
    expect(await mistakes({}, 'missing.mjs')).toEqual([expect.stringContaining(join(directory, 'missing.mjs'))])
  })

  it.each([
    ['onesms.config.mjs', 'export const config = {}', 'must export its configuration as default; see defineConfig'],
    ['onesms.config.mjs', 'export default [1]', 'must export its configuration as default; see defineConfig'],
    ['onesms.config.mjs', "throw new Error('first line\\nsecond line')", 'first line second line'],
    [
      'onesms.config.mjs',
      'throw new SyntaxError(`hunter2`)',
      'onesms.config.mjs: is not valid mjs; this says where: node /',
    ],
    ['onesms.config.ts', 'export default {}', 'is not read; its name must be onesms.config.mjs or onesms.config.js or'],
    ['onesms.config.yaml', 'http: {}', 'is not read; its name must be'],
    ['onesms.config.json', '[]', 'must be an object'],
    ['onesms.config.json', 'null', 'must be an object'],
  ])('refuses a %s that says %s', async (name, text, message) => {
    await write(name, text)
    expect(await mistakes()).toEqual([expect.stringContaining(message)])
    expect(await mistakes()).toEqual([expect.stringContaining(join(directory, name))])
  })
})

describe('what is wrong with a configuration', () => {
  it('is said in one line for each mistake, with its path and its variable', async () => {
    await writeJson({ htp: {}, database: { schema: 'Upper', pool: 3, urll: 1 }, history: { days: -1 } })
    const lines = await mistakes({
      DATABASE_URL: 'mysql://db.example/x',
      ONESMS_PORT: '70000',
      ONESMS_SYNC_SERVICES: 'often',
      ONESMS_SYNC_COUNTRIES: '0 12 1 * 5L',
      ONESMS_PROT: '1',
    })
    expect([...lines].sort()).toEqual([
      'ONESMS_PROT: there is no such variable; did you mean ONESMS_PORT?',
      'database.pool: there is no such setting',
      'database.schema (ONESMS_SCHEMA): must be 1 to 31 characters of a-z, 0-9 and _, beginning with a letter or _, not with pg_',
      'database.url (DATABASE_URL): must begin with postgres://',
      'database.urll: there is no such setting',
      'history.days: Too small: expected number to be >=0',
      'htp: there is no such setting',
      'http.port (ONESMS_PORT): Too big: expected number to be <=65535',
      'sync.countries (ONESMS_SYNC_COUNTRIES): never comes round',
      'sync.services (ONESMS_SYNC_SERVICES): is not a cron expression such as */5 * * * *',
    ])
  })

  it.each([
    ['ONESMS_SHEMA', 'ONESMS_SCHEMA'],
    ['ONESMS_SYNC_SERVICE', 'ONESMS_SYNC_SERVICES'],
  ])('names the variable that %s may have been meant to be', async (name, meant) => {
    expect(await mistakes({ [name]: 'x' })).toEqual([`${name}: there is no such variable; did you mean ${meant}?`])
  })

  it('takes no variable that the file names for an unknown one, also where the file is wrong elsewhere', async () => {
    const tokens = [{ tokenEnv: 'ONESMS_SHOP', scopes: ['purchase'] }]
    const secrets = { secretEnv: 'ONESMS_HOOK', previousSecretEnv: 'ONESMS_HOOK_BEFORE' }
    await writeJson({ http: { tokens }, webhooks: { in: [secrets], out: [] }, htp: {} })
    const environment = { ONESMS_SHOP: token, ONESMS_HOOK: 'x', ONESMS_HOOK_BEFORE: 'x' }
    expect((await mistakes(environment)).filter(line => line.startsWith('ONESMS_'))).toEqual([])
  })

  it('names no variable where none is near', async () => {
    expect(await mistakes({ ONESMS_QQQQQQQQQQQQ: 'x' })).toEqual(['ONESMS_QQQQQQQQQQQQ: there is no such variable'])
  })

  it.each(['', '80 80', '1e3', '-1', '0x50', 'http'])('a port is a whole number, which %j is not', async text => {
    if (text === '') expect((await load({ ONESMS_PORT: text })).http.port).toBe(8787)
    else expect(await mistakes({ ONESMS_PORT: text })).toEqual([expect.stringMatching(/^http\.port \(ONESMS_PORT\): /)])
  })

  it.each([
    [[], 'scan.services: Too small: expected array to have >=1 items'],
    [['GB', 'gb'], 'scan.services.1: must be an ISO code such as GB'],
    [{ top: 0 }, 'scan.services.top: Too small: expected number to be >=1'],
    [{ top: 1, bottom: 1 }, 'scan.services.bottom: there is no such setting'],
    ['all', "scan.services: must be a list of ISO codes such as ['GB', 'US'], or { top: 20 }"],
  ])('refuses the scan scope %j', async (services, message) => {
    await writeJson({ scan: { services } })
    expect(await mistakes()).toEqual([message])
  })

  it.each(['pg_mine', 'Mine', '1st', 'a b', 'a"b', 'a'.repeat(32), 'ü'])('refuses the schema name %s', async schema => {
    expect(await mistakes({ ONESMS_SCHEMA: schema })).toEqual([
      expect.stringMatching(/^database\.schema \(ONESMS_SCHEMA\): /),
    ])
  })

  it.each([null, 'postgres://db.example/x', ['x'], 1])(
    'is not hidden by the environment: a section that is %j',
    async database => {
      await writeJson({ database })
      expect(await mistakes({ ONESMS_SCHEMA: 'fine' })).toEqual([expect.stringMatching(/^database: /)])
    },
  )

  it.each([
    'mysql://me:hunter2@db.example/x',
    'hunter2',
    'postgres://me:hunter2#@db.example/x',
    'postgres://me:hunter2/@db.example/x',
    'postgres://me:hunter2%@db.example/x',
    'postgres://me:hunter2@db.example:port/x',
  ])('never repeats a password: %s', async url => {
    const fromEnvironment = await mistakes({ DATABASE_URL: url })
    await writeJson({ database: { url } })
    const fromFile = await mistakes()
    await write('onesms.config.json', `{ "database": { "url": "${url}" "schema": hunter2 } }`)
    const unreadable = await mistakes()
    expect(fromEnvironment).toEqual([expect.stringMatching(/^database\.url \(DATABASE_URL\): /)])
    expect(fromFile).toEqual(fromEnvironment)
    expect(unreadable).toEqual([expect.stringMatching(/: is not valid json$/)])
    expect([fromEnvironment, fromFile, unreadable].join()).not.toContain('hunter2')
  })

  it('does not stop a URL with several hosts, options, or a percent-encoded password', async () => {
    for (const url of [
      'postgres://a:1,b:2/x',
      'postgres://u:p%23@h/x?sslmode=require',
      'postgres://me@localhost/x?host=%2Frun',
    ]) {
      expect((await load({ DATABASE_URL: url })).database.url).toBe(url)
    }
  })
})
