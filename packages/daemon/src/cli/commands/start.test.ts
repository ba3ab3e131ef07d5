import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../../testing/until.ts'
import { openWire } from '../../testing/wire.ts'
import { type Onesms, startOnesms } from '../__fixtures__/onesms.ts'
import { type Provided, provide } from '../__fixtures__/provided.ts'

let provided: Provided
let daemons: Onesms[] = []
beforeAll(async () => {
  provided = await provide()
})
afterEach(async () => {
  for (const { child } of daemons) child.kill('SIGKILL')
  daemons = []
  provided.emulator.faults.clear()
  await provided.database.clear()
})
afterAll(() => provided?.close())

function start(environment: Record<string, string> = {}): Onesms {
  const daemon = startOnesms(['start'], {
    environment: { ...provided.environment, ONESMS_PORT: '0', ONESMS_LOG: 'text', ...environment },
  })
  daemons.push(daemon)
  return daemon
}
const serving = /^Serving (http:\/\/127\.0\.0\.1:\d+)\/v1\/services/m
async function addressOf(daemon: Onesms): Promise<string> {
  await daemon.says(serving)
  return serving.exec(daemon.stderr)?.[1] ?? ''
}
const log = () =>
  provided.database.sql`select job, status, holder, lease_token as token from onesms.sync_logs order by id`
const count = async (job: string, status: string) =>
  (await log()).filter(run => run['job'] === job && run['status'] === status).length
/** How many daemons found another at it. */
const turnedAway = async (job: string) =>
  new Set((await log()).filter(run => run['job'] === job && run['status'] === 'skipped').map(({ holder }) => holder))
    .size

const syncs: ReadonlySet<unknown> = new Set(['services', 'countries'])

describe('onesms start', () => {
  it('D01 D14 five daemons on an empty database: one migrates, one tick is one run, four are skipped', async () => {
    await provided.database.sql`drop schema onesms cascade`
    provided.emulator.faults.inject({ kind: 'latency', ms: 1000, action: 'getServicesList', nth: 1 })
    const five = Array.from({ length: 5 }, () => start())
    await Promise.all(five.map(addressOf))
    await until('the four others have been turned away', async () => {
      return (await turnedAway('services')) === 4 && (await turnedAway('countries')) === 4
    })
    // Others may have been asked for before, since all requests share one pace.
    await until('the list is asked for', () => provided.emulator.ledger.count('getServicesList'))
    await provided.emulator.clock.advance(1000)
    await until('both jobs are done', async () => {
      return (await count('services', 'succeeded')) === 1 && (await count('countries', 'succeeded')) === 1
    })
    expect(await count('services', 'running')).toBe(0)
    const ran = (await log()).filter(({ job, status }) => syncs.has(job) && status === 'succeeded')
    expect(new Set(ran.map(({ holder }) => holder)).size).toBe(1)
    expect(provided.emulator.ledger.count('getPrices')).toBe(2)
    for (const { child } of five) child.kill('SIGTERM')
    const ends = await Promise.all(five.map(({ ended }) => ended))
    expect(ends.map(({ code, signal }) => ({ code, signal }))).toEqual(ends.map(() => ({ code: 0, signal: null })))
  }, 90_000)

  it('serves what it copied', async () => {
    const address = await addressOf(start())
    await until('the first sync', async () => (await count('countries', 'succeeded')) === 1)
    expect((await fetch(`${address}/readyz`)).status).toBe(200)
    const services = (await (await fetch(`${address}/v1/services`)).json()) as { readonly data: readonly unknown[] }
    expect(services.data).toHaveLength(provided.emulator.catalog.totals().services)
  })

  it('says in one line how each run ended, and nothing twice', async () => {
    const runsOf = async (ended: RegExp) => {
      const daemon = start()
      await daemon.says(new RegExp(`hero-sms services ${ended.source}\n`))
      await daemon.says(new RegExp(`hero-sms countries ${ended.source}\n`))
      daemon.child.kill('SIGTERM')
      const { stderr } = await daemon.ended
      const [first, ...lines] = stderr.trimEnd().split('\n')
      expect(first).toMatch(serving)
      const time = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z`
      const ofSyncs = new RegExp(`^${time} hero-sms (services|countries) ${ended.source}$`)
      const ofOthers = new RegExp(
        `^${time} (hero-sms (balances|invariants)|prune) (succeeded|failed: authentication: .+|aborted.*)$`,
      )
      for (const line of lines) expect(line).toMatch(ofSyncs.test(line) ? ofSyncs : ofOthers)
      expect(lines.filter(line => ofSyncs.test(line))).toHaveLength(2)
      expect(lines.length).toBeLessThanOrEqual(5)
    }
    await runsOf(/succeeded, [\d,]+ offers read, [\d,]+ rows written/)
    await provided.database.clear()
    provided.emulator.faults.inject({ kind: 'bad-key' })
    await runsOf(/failed: authentication: .+/)
  })

  it('D39 by SIGTERM in the middle of a sync ends soon, and the next daemon takes over at once', async () => {
    provided.emulator.faults.inject({ kind: 'hang', action: 'getPrices' })
    const first = start()
    await until('a run', async () => (await count('services', 'running')) === 1)
    const at = performance.now()
    first.child.kill('SIGTERM')
    expect(await first.ended).toMatchObject({ code: 0, signal: null })
    expect(performance.now() - at).toBeLessThan(5000)
    expect(await count('services', 'aborted')).toBe(1)

    provided.emulator.faults.clear()
    start()
    await until('the next sync', async () => (await count('services', 'succeeded')) === 1, 10_000)
  })

  it('D38 D07 by SIGTERM while the database is silent ends within the ten seconds that a container has', async () => {
    let isSilent = false
    const wire = await openWire(provided.environment['DATABASE_URL'] ?? '', () => (isSilent ? 'hang' : 'pass'))
    const daemon = start({ DATABASE_URL: wire.url })
    await until('the first sync', async () => (await count('countries', 'succeeded')) === 1)
    isSilent = true
    await wire.hung
    const at = performance.now()
    daemon.child.kill('SIGTERM')
    expect(await daemon.ended).toMatchObject({ code: 0, signal: null })
    expect(performance.now() - at).toBeLessThan(10_000)
    wire.close()
  })

  it('goes on when nobody reads along any more, also with failures to tell of', async () => {
    provided.emulator.faults.inject({ kind: 'empty-array', action: 'getPrices' })
    const daemon = start()
    const address = await addressOf(daemon)
    daemon.child.stdout?.destroy()
    daemon.child.stderr?.destroy()
    await until('a failure', async () =>
      (await log()).some(({ status }) => status === 'failed' || status === 'rejected'),
    )
    expect((await fetch(`${address}/livez`)).status).toBe(200)
    daemon.child.kill('SIGTERM')
    expect(await daemon.ended).toMatchObject({ code: 0, signal: null })
  })

  it('T27 warns when a public data API can look into the schema', async () => {
    const { sql } = provided.database
    await sql.unsafe(
      'do $$ begin create role anon; exception when duplicate_object or unique_violation then null; end $$',
    )
    await sql`grant usage on schema onesms to anon`
    try {
      await start().says(/Warning: anon may look into onesms\. Run: revoke all on schema onesms from anon;/)
    } finally {
      await sql`revoke usage on schema onesms from anon`
    }
  })

  it('says so when its port is taken, and ends with 1', async () => {
    const { port } = new URL(await addressOf(start()))
    const { code, stderr } = await start({ ONESMS_PORT: port }).ended
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(`127.0.0.1:${port}`) })
  })
})
