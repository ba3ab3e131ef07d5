import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect } from '../../db/connect.ts'
import { createTestDatabase } from '../../testing/database.ts'
import { runOnesms, startOnesms } from '../__fixtures__/onesms.ts'
import { type Provided, provide } from '../__fixtures__/provided.ts'

let provided: Provided
beforeAll(async () => {
  provided = await provide()
  await run(['sync', 'services', '--once'])
  await run(['sync', 'countries', '--once'])
})
afterAll(() => provided?.close())

const run = (args: readonly string[], environment: Record<string, string> = {}) =>
  runOnesms(args, { environment: { ...provided.environment, ...environment } })

describe('onesms query', () => {
  it('answers the four statements everybody asks, word for word', async () => {
    const { services, totalStock } = provided.emulator.catalog.totals()
    const sold = new Set(
      [...provided.emulator.catalog.offers()].filter(({ stock }) => stock > 0).map(({ service }) => service),
    )
    const isos = new Set(provided.emulator.catalog.countries.map(({ iso }) => iso))
    const answers = await Promise.all(
      [
        'SELECT * FROM sync_logs ORDER BY started_at DESC LIMIT 10',
        'SELECT COUNT(*) FROM services WHERE active = true AND total_available > 0',
        'SELECT COUNT(*) FROM countries WHERE active = true',
        'SELECT SUM(total_available) FROM services WHERE active = true',
      ].map(async statement => (await run(['query', '--json', statement])).stdout.trimEnd().split('\n')),
    )
    const [logs = [], ...rows] = answers.map(lines => lines.map(line => JSON.parse(line)))
    expect(logs).toMatchObject([
      { job: 'countries', provider: 'hero-sms', status: 'succeeded', rows_written: 0 },
      {
        job: 'services',
        provider: 'hero-sms',
        status: 'succeeded',
        rows_read: provided.emulator.catalog.totals().offers,
      },
    ])
    expect(sold.size).toBeLessThanOrEqual(services)
    expect(rows).toEqual([[{ count: sold.size }], [{ count: isos.size }], [{ sum: String(totalStock) }]])
  })

  it('prints a table, and nothing steers the terminal from it', async () => {
    const { stdout, code } = await run([
      'query',
      `select 'a' as name, 1.50::numeric as price union all select E'\\x1b[31m', 22`,
    ])
    expect(stdout).toBe('name   price\n-----  -----\na       1.50\n�[31m     22\n')
    expect(code).toBe(0)
  })

  it('prints nothing, or says so, where there are no rows', async () => {
    const none = 'select 1 where false'
    const [table, json] = await Promise.all([run(['query', none]), run(['query', '--json', none])])
    expect([table.stdout, json.stdout]).toEqual(['(no rows)\n', ''])
  })

  it('cannot write, and says what is wrong in one line', async () => {
    const [write, both, wrong] = await Promise.all([
      run(['query', `insert into services (code, name) values ('x', 'X')`]),
      run(['query', `commit; delete from services`]),
      run(['query', 'select nonsense']),
    ])
    expect(write).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^syntax error at or near "insert".*a query begins with select[^\n]*\n$/),
    })
    expect(both).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('a query begins with select'),
    })
    expect(wrong).toMatchObject({ code: 1, stdout: '', stderr: 'column "nonsense" does not exist\n' })
    expect((await run(['verify'])).code).toBe(0)
  })

  it('bears a reader who leaves after the first line', async () => {
    const many = `select repeat('x', 1000) as text from generate_series(1, 5000)`
    const { child, ended } = startOnesms(['query', many], { environment: provided.environment })
    child.stdout?.once('data', () => child.stdout?.destroy())
    expect(await ended).toMatchObject({ code: 0, signal: null, stderr: '' })
  })
})

describe('onesms verify', () => {
  it('is content with what a sync left', async () => {
    const [text, json] = await Promise.all([run(['verify']), run(['verify', '--json'])])
    expect(text).toMatchObject({ code: 0, stdout: expect.stringMatching(/\nEverything adds up\.\n$/), stderr: '' })
    const { offers, totalStock } = provided.emulator.catalog.totals()
    expect(JSON.parse(json.stdout)).toMatchObject({
      ok: true,
      catalogs: [{ provider: 'hero-sms', offers, stock: totalStock }],
    })
  })

  it('finds a contradiction: 1', async () => {
    const { sql } = provided.database
    await sql`update onesms.services set total_available = total_available + 1 where code = 'telegram'`
    const [text, json] = await Promise.all([run(['verify']), run(['verify', '--json'])])
    expect(text).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('1 services have a total that is not the sum'),
    })
    expect(json).toMatchObject({ code: 1, stdout: expect.stringMatching(/^\{"ok":false,.*\}\n$/) })
    await sql`update onesms.services set total_available = total_available - 1 where code = 'telegram'`
    expect((await run(['verify'])).code).toBe(0)
  })
})

describe('onesms migrate', () => {
  it('prints SQL that a database takes, after which it finds nothing to do', async () => {
    const { url, drop } = await createTestDatabase()
    const environment = { DATABASE_URL: url, ONESMS_SCHEMA: 'catalog_of_sms' }
    const printed = await run(['migrate', '--print'], {
      ...environment,
      DATABASE_URL: 'postgres://127.0.0.1:1/unreachable',
    })
    expect(printed).toMatchObject({ code: 0, stderr: '' })
    expect(await run(['verify'], environment)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('onesms migrate'),
    })

    const psql = connect({ url, max: 1 })
    await psql.unsafe(printed.stdout).simple()
    await psql.end()
    expect(await run(['migrate'], environment)).toMatchObject({ code: 0, stdout: '', stderr: 'already up to date\n' })
    expect(await run(['verify'], environment)).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('no catalog yet'),
    })
    await drop()
  })

  it('says which steps it took', async () => {
    const { url, drop } = await createTestDatabase()
    const { code, stderr } = await run(['migrate'], { DATABASE_URL: url })
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/^applied 0001_catalog/) })
    await drop()
  })
})
