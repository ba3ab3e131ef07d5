import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { heroSms } from '@onesms/sdk/providers/hero-sms'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ConfigError } from './config-error.ts'
import { loadConfig } from './load.ts'
import { configSchema } from './schema.ts'

const KEY = 'secret-canary-key'
let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'onesms-config-'))
})
afterEach(() => rm(directory, { recursive: true }))

const load = (environment: Record<string, string>) => loadConfig({ directory, environment })
const idsOf = async (environment: Record<string, string>) => (await load(environment)).providers.map(({ id }) => id)

async function mistakes(environment: Record<string, string>): Promise<readonly string[]> {
  const error = await load(environment).catch((thrown: unknown) => thrown)
  if (!(error instanceof ConfigError)) throw new Error('nothing was wrong')
  expect(error.message).not.toContain(KEY)
  return error.mistakes
}

describe('providers', () => {
  it('are those whose key is set', async () => {
    expect(await idsOf({})).toEqual([])
    expect(await idsOf({ TIGER_SMS_API_KEY: KEY, HERO_SMS_API_KEY: KEY })).toEqual(['hero-sms', 'tiger-sms'])
  })

  it('are those of the file where it names any, whatever keys are set', async () => {
    await writeFile(join(directory, 'onesms.config.json'), '{ "providers": [] }')
    expect(await idsOf({ HERO_SMS_API_KEY: KEY })).toEqual([])
    await writeFile(
      join(directory, 'onesms.config.mjs'),
      `export default { providers: [{ spec: 1, id: 'mine', name: 'Mine', currency: 'USD' }] }`,
    )
    expect(await idsOf({ HERO_SMS_API_KEY: KEY, SMS_BOWER_BASE_URL: 'ignored' })).toEqual(['mine'])
  })

  it('are made by their factories, and have an id each', () => {
    const made = heroSms({ apiKey: KEY })
    const issues = (providers: unknown[]) => configSchema.safeParse({ providers }).error?.issues.map(i => i.message)
    expect(issues([made])).toBeUndefined()
    expect(issues([made, heroSms({ apiKey: KEY })])).toEqual([
      'two providers have the same id: give one of them another',
    ])
    expect(issues([heroSms])).toEqual(['is not a provider: call its factory, for example heroSms()'])
    expect(issues([{ ...made, spec: 2 }])).toHaveLength(1)
  })

  it('D49 are those whose key is in a file that is named, too; the file is read anew for each request', async () => {
    const file = join(directory, 'key')
    expect(await mistakes({ HERO_SMS_API_KEY_FILE: file })).toEqual([
      expect.stringMatching(/^HERO_SMS_API_KEY_FILE: the key of hero-sms cannot be read/),
    ])
    await writeFile(file, `${KEY}\n`)
    expect(await idsOf({ HERO_SMS_API_KEY_FILE: file })).toEqual(['hero-sms'])
    expect(await mistakes({ HERO_SMS_API_KEY_FILE: file, HERO_SMS_API_KEY: KEY })).toEqual([
      'HERO_SMS_API_KEY_FILE: is set, and so is HERO_SMS_API_KEY; set one',
    ])
  })

  it('need a key that can be one', async () => {
    expect(await mistakes({ HERO_SMS_API_KEY: `${KEY}\n`, TIGER_SMS_API_KEY: `${KEY} x` })).toEqual([
      expect.stringMatching(/^HERO_SMS_API_KEY: the API key of hero-sms is malformed/),
      expect.stringMatching(/^TIGER_SMS_API_KEY: the API key of tiger-sms is malformed/),
    ])
  })

  it('need a key where there is an address', async () => {
    expect(await mistakes({ HERO_SMS_BASE_URL: 'http://127.0.0.1:1/' })).toEqual([
      'HERO_SMS_BASE_URL: is set, but HERO_SMS_API_KEY is not',
    ])
  })
})

describe('T07 an address that is set beside providers of the file', () => {
  const address = 'http://127.0.0.1:8788/stubs/handler_api.php'
  const environment = { HERO_SMS_API_KEY: KEY, HERO_SMS_BASE_URL: address, SMS_BOWER_BASE_URL: 'of another' }
  const write = (provider: string, more = '') =>
    writeFile(
      join(directory, 'onesms.config.mjs'),
      `export default { providers: [{ spec: 1, name: 'Mine', currency: 'USD', ${provider} }] } ${more}`,
    )

  it.each(["id: 'hero-sms'", "id: 'mine', members: [{ id: 'hero-sms' }]"])(
    'is refused where nobody reads it: %s',
    async provider => {
      await write(provider)
      expect(await mistakes(environment)).toEqual([
        expect.stringMatching(/^HERO_SMS_BASE_URL: is set, but .* \{ baseUrl: process\.env\.HERO_SMS_BASE_URL \}/),
      ])
    },
  )

  it('is the business of a file that speaks of it', async () => {
    await write("id: 'hero-sms'", '// process.env.HERO_SMS_BASE_URL')
    expect(await idsOf(environment)).toEqual(['hero-sms'])
  })
})

describe('T07 where a key may be sent', () => {
  const at = (url: string, more: Record<string, string> = {}) => ({
    HERO_SMS_API_KEY: KEY,
    HERO_SMS_BASE_URL: url,
    ...more,
  })
  const allow = { ONESMS_ALLOW_CUSTOM_BASE_URL: '1' }

  it.each([
    'http://127.0.0.1:8788/stubs/handler_api.php',
    'http://localhost/x',
    'http://[::1]:1/x',
    'https://hero-sms.com/x',
  ])('accepts %s', async url => {
    expect(await idsOf(at(url))).toEqual(['hero-sms'])
  })

  it.each(['http://hero-sms.com/x', 'http://10.0.0.1/x', 'http://localhost.example/x', 'http://example.com/x'])(
    'refuses %s, also with ONESMS_ALLOW_CUSTOM_BASE_URL',
    async url => {
      for (const environment of [at(url), at(url, allow)]) {
        expect(await mistakes(environment)).toEqual([expect.stringMatching(/^HERO_SMS_BASE_URL: .*in the clear/)])
      }
    },
  )

  it.each(['https://mirror.example/x', 'https://hero-sms.com.example/x', 'https://hero-sms.com:8443/x'])(
    'accepts %s with ONESMS_ALLOW_CUSTOM_BASE_URL=1 alone',
    async url => {
      expect(await idsOf(at(url, allow))).toEqual(['hero-sms'])
      for (const value of ['0', 'true', 'yes', '']) {
        expect(await mistakes(at(url, { ONESMS_ALLOW_CUSTOM_BASE_URL: value }))).toEqual([
          expect.stringMatching(/^HERO_SMS_BASE_URL: .*ONESMS_ALLOW_CUSTOM_BASE_URL=1/),
        ])
      }
    },
  )

  it.each(['https://169.254.169.254/x', 'ftp://hero-sms.com/x', 'nonsense', 'https://me:pw@hero-sms.com/x'])(
    'refuses %s in any case',
    async url => {
      expect(await mistakes(at(url, allow))).toEqual([expect.stringMatching(/^HERO_SMS_BASE_URL: baseUrl /)])
    },
  )
})
