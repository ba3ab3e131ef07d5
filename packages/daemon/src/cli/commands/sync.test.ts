import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { connect } from '../../db/connect.ts'
import { createTestDatabase } from '../../testing/database.ts'
import { runOnesms, startOnesms } from '../__fixtures__/onesms.ts'
import { CANARY, type Provided, provide } from '../__fixtures__/provided.ts'

const SYNC = ['sync', 'services', '--once']
let provided: Provided
beforeAll(async () => {
  provided = await provide()
})
afterEach(async () => {
  provided.emulator.faults.clear()
  await provided.database.clear()
})
afterAll(() => provided?.close())

const run = (args: readonly string[], environment: Record<string, string> = {}) =>
  runOnesms(args, { environment: { ...provided.environment, ...environment } })
const start = (args: readonly string[]) => startOnesms(args, { environment: provided.environment })
const log = () => provided.database.sql`select status, reason from onesms.sync_logs order by id`
const offers = () =>
  provided.database.sql`select native_country, native_service, price::text, stock from onesms.offers order by 1, 2`
describe('onesms sync', () => {
  it('copies what the provider sells, all of it and nothing else', async () => {
    const { code, stdout, stderr } = await run(SYNC)
    const { offers: sold, totalStock, services, countries } = provided.emulator.catalog.totals()
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
    expect(stderr).toBe(`hero-sms services succeeded, ${sold} offers read, ${sold} rows written\n`)
    const truth = [...provided.emulator.catalog.offers()]
      .map(({ country, service, price, stock }) => `${country} ${service} ${Number(price)} ${stock}`)
      .sort()
    const stored = (await offers()).map(
      row => `${row['native_country']} ${row['native_service']} ${Number(row['price'])} ${row['stock']}`,
    )
    expect(stored.sort()).toEqual(truth)
    const [sums] = await provided.database.sql`
      select (select sum(total_available)::bigint from onesms.services) as stock,
        (select count(*) from onesms.provider_services) as services,
        (select count(*) from onesms.provider_countries) as countries`
    expect(sums).toEqual({ stock: totalStock, services, countries })
    expect((await run(['verify'])).code).toBe(0)
  })

  it('prints a line of JSON for each run', async () => {
    const { code, stdout } = await run(['sync', 'countries', '--json'])
    expect(stdout.split('\n')).toHaveLength(2)
    expect(JSON.parse(stdout)).toMatchObject({
      job: 'countries',
      provider: 'hero-sms',
      status: 'succeeded',
      reason: null,
    })
    expect(code).toBe(0)
  })

  it('finishes its work when nobody reads along any more', async () => {
    const { child, ended } = start(['sync', 'services', '--json'])
    child.stdout?.destroy()
    child.stderr?.destroy()
    expect(await ended).toMatchObject({ code: 0, signal: null })
    expect(await log()).toMatchObject([{ status: 'succeeded' }])
  })

  it('says why the provider refused, and leaves the catalog alone', async () => {
    await run(SYNC)
    const before = await offers()
    const { code, stdout, stderr } = await run([...SYNC, '--json'], { HERO_SMS_API_KEY: 'wrong-canary-key' })
    expect(code).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({ status: 'failed', reason: expect.stringMatching(/^authentication: /) })
    expect(await log()).toMatchObject([
      { status: 'succeeded' },
      { status: 'failed', reason: expect.stringMatching(/^authentication: /) },
    ])
    expect(await offers()).toEqual(before)
    const everything = `${stdout}${stderr}${await dump()}`
    expect(everything).toContain('authentication: ')
    expect(everything).not.toContain('canary')
  })

  it('T01 G08 keeps the key out of the database, its output and its errors, however the provider fails', async () => {
    const outputs: string[] = []
    for (const kind of ['echo-url', 'truncated'] as const) {
      provided.emulator.faults.clear()
      provided.emulator.faults.inject({ kind, action: 'getPrices' })
      const { code, stdout, stderr } = await run([...SYNC, '--json'])
      expect(code).toBe(1)
      expect(JSON.parse(stdout)).toMatchObject({ status: 'failed' })
      outputs.push(stdout, stderr)
    }
    expect(`${outputs.join()}${await dump()}`).not.toContain(CANARY)
  })

  it('D19 does not take an empty price table for a catalog, and fails', async () => {
    await run(SYNC)
    const before = await offers()
    provided.emulator.faults.inject({ kind: 'empty-array', action: 'getPrices' })
    const { code } = await run(SYNC)
    expect(code).toBe(1)
    expect((await log()).at(-1)?.['status']).toMatch(/rejected|failed/)
    expect(await offers()).toEqual(before)
  })

  it('D21 refuses prices a hundred times higher, until an operator accepts them', async () => {
    await run(SYNC)
    provided.emulator.faults.inject({ kind: 'price-factor', action: 'getPrices' })
    const refused = await run(SYNC)
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('rejected: price_ratio: ') })
    const accepted = await run([...SYNC, '--accept'])
    expect(accepted).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('accepted by operator over price_ratio'),
    })
    expect((await run(['verify'])).code).toBe(0)
  })

  it('refuses to write to a schema that a newer version made different: 78', async () => {
    const newer = await createTestDatabase()
    const environment = { DATABASE_URL: newer.url }
    expect((await run(['migrate'], environment)).code).toBe(0)
    const sql = connect({ url: newer.url, max: 1 })
    await sql`insert into onesms.migrations (id, name, checksum, breaking) values (9999, 'other', 'x', true)`
    await sql.end()
    const { code, stderr } = await run(SYNC, environment)
    expect({ code, stderr }).toEqual({ code: 78, stderr: expect.stringContaining('step 9999_other') })
    await newer.drop()
  })
})

describe('D15 a host whose clock is wrong', () => {
  it.each([
    ['ten minutes fast', 600_000],
    ['ten minutes slow', -600_000],
  ])('%s, takes the lease and plans the next run by the clock of the database', async (_, shift) => {
    const clock = `const now = Date.now; globalThis.Date = class extends Date {
      constructor(...parts) { parts.length > 0 ? super(...parts) : super(now() + ${shift}) }
      static now() { return now() + ${shift} }
    }`
    const preload = `--import=data:text/javascript,${encodeURIComponent(clock)}`
    expect(await run(SYNC, { NODE_OPTIONS: preload })).toMatchObject({ code: 0 })
    const [row] = await provided.database.sql`
      select l.expires_at <= clock_timestamp() as released,
        s.next_due_at > clock_timestamp() and s.next_due_at <= clock_timestamp() + interval '5 minutes' as planned,
        extract(epoch from s.next_due_at)::bigint % 300 as phase,
        clock_timestamp() - r.started_at between '0' and '1 minute' as logged
      from onesms.leases l, onesms.schedules s, onesms.sync_runs r`
    expect(row).toEqual({ released: true, planned: true, phase: 0, logged: true })
  })
})

/** All that is in the database, as text. */
async function dump(): Promise<string> {
  const rows = await provided.database.sql<{ text: string }[]>`
    select query_to_xml(format('select * from onesms.%I', tablename), true, false, '')::text as text
    from pg_tables where schemaname = 'onesms'`
  return rows.map(({ text }) => text).join()
}
