import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHandlerApiEmulator } from '@onesms/sdk/testing'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { createRunner, type RunResult } from '../scheduler/runner.ts'
import { signalPostmaster } from '../testing/postmaster.ts'
import { emulatedProvider, NEVER, openStage, SMALL, type Stage } from '../testing/stage.ts'
import { until } from '../testing/until.ts'
import { openWire } from '../testing/wire.ts'
import { onStatement } from './__fixtures__/triggers.ts'
import { connect, type Pool } from './connect.ts'
import { openEmbedded } from './embedded/index.ts'
import { migrate } from './migrate.ts'

let stage: Stage
let admin: Pool
let before: string
beforeEach(async () => {
  stage = await openStage()
  admin = connect({ url: stage.url, name: 'admin', max: 1 })
  expect(await stage.sync()).toMatchObject({ status: 'succeeded' })
  before = await stage.hash()
  stage.emulator.catalog.churn({ fraction: 0.2, seed: 2 })
})
afterEach(async () => {
  await admin.end()
  await stage.close()
})

const endConnections = () =>
  admin`
    select pg_terminate_backend(pid, 5000) from pg_stat_activity
    where datname = current_database() and application_name = 'stage'`

/** Failed, and said so; the catalog is as it was; the next run of the same process succeeds. */
async function expectFailure(reason: RegExp, recover: () => Promise<unknown>): Promise<void> {
  expect(await stage.sync()).toMatchObject({ status: 'failed', reason: expect.stringMatching(reason) })
  const [last] = await admin`select status, reason from onesms.sync_logs order by id desc limit 1`
  expect(last).toMatchObject({ status: 'failed', reason: expect.stringMatching(reason) })
  expect(await stage.hash()).toBe(before)
  await recover()
  await expectSuccess()
}

async function expectSuccess(): Promise<void> {
  expect(await stage.sync()).toMatchObject({ status: 'succeeded' })
  expect(await stage.hash()).not.toBe(before)
  expect(await stage.complaints()).toEqual([])
}

describe('D09 the connection ends', () => {
  it('while nobody uses it', async () => {
    for (let round = 0; round < 6; round += 1) {
      await endConnections()
      await expectSuccess()
    }
  })

  it.each([
    { event: 'insert', table: 'offers' },
    { event: 'update', table: 'services' },
    { event: 'insert', table: 'baselines' },
  ] as const)('in the middle of a transaction, at the $event of $table', async at => {
    const remove = await onStatement(stage.database, at, 'perform pg_terminate_backend(pg_backend_pid());')
    await expectFailure(/CONNECTION_CLOSED/, remove)
  })
})

describe('D09 the connection ends while the offers are sent', () => {
  /** Has the wire cut when exactly so many bytes of offers have passed. */
  async function syncCutAt(bytes: number): Promise<RunResult> {
    let left = bytes
    const wire = await openWire(stage.url, ({ type, bytes: { length } }) => {
      if (type !== 'd' || left < 0) return 'pass'
      const cutAt = left
      left -= length
      return left < 0 ? { cutAt } : 'pass'
    })
    const sql = connect({ url: wire.url })
    try {
      return await stage.sync('services', { by: sql })
    } finally {
      expect(left, 'the wire was cut').toBeLessThan(0)
      await sql.end({ timeout: 1 })
      wire.close()
    }
  }

  it.each([0, 1, 5, 4_096, 20_000])('after %i bytes of them: the run fails, the catalog stays', async bytes => {
    expect(await syncCutAt(bytes)).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(/CONNECTION_CLOSED|ECONNRESET|EPIPE/),
    })
    expect(await stage.hash()).toBe(before)
    await expectSuccess()
  })
})

describe('D09 the server is started anew', () => {
  it('in the middle of a transaction: the process lives, and the next run succeeds', async () => {
    const parent = await mkdtemp(join(tmpdir(), 'onesms-restart-'))
    onTestFinished(() => rm(parent, { recursive: true, force: true }))
    await chmod(parent, 0o755) // for root, the server runs under another account
    const directory = join(parent, 'onesms')
    const server = await openEmbedded({ directory, durable: false })
    onTestFinished(server.close)
    const sql = connect({ url: server.url })
    onTestFinished(() => sql.end({ timeout: 1 }))
    const database = { sql, schema: 'onesms' }
    await migrate(database)
    const emulator = createHandlerApiEmulator({ size: SMALL })
    const runner = createRunner({ database, holder: 'a', schedule: NEVER })
    const { signal } = new AbortController()
    const sync = async () =>
      (await runner.run({ job: 'services', provider: emulatedProvider(emulator), trigger: 'manual', signal })).status

    expect(await sync()).toBe('succeeded')
    const remove = await onStatement(database, { event: 'insert', table: 'offers' }, 'perform pg_sleep(60);')
    const broken = sync().catch(() => 'failed')
    const isAsleep = async () => (await sql`select from pg_stat_activity where wait_event = 'PgSleep'`).count
    await until('the transaction sleeps', isAsleep)
    await signalPostmaster(directory, 'SIGINT')
    expect(await broken).toBe('failed')

    await until('the server is back', () => settles(remove()))
    await sql`update onesms.leases set expires_at = clock_timestamp() - interval '1 second'`
    expect(await sync()).toBe('succeeded')
  })
})

const settles = (action: Promise<unknown>) =>
  action.then(
    () => true,
    () => false,
  )

describe('D10 the server only reads', () => {
  const onlyRead = (isOn: boolean) =>
    admin
      .unsafe(`
      set default_transaction_read_only = off;
      do $$ begin execute format('alter database %I set default_transaction_read_only = ${isOn}', current_database()); end $$`)
      .simple()

  it('for a while: runs are refused, the catalog stays readable, connections of that time are given up', async () => {
    await onlyRead(true)
    await endConnections()
    await expect(stage.sync()).rejects.toThrow('the database takes no writes')
    await Promise.allSettled(Array.from({ length: 10 }, stage.hash)) // every connection of the pool only reads by now
    expect(await stage.hash()).toBe(before)
    await onlyRead(false)
    await expectSuccess()
  })

  it('in the middle of a run: it fails', async () => {
    const { catalog } = stage.provider
    const provider = {
      ...stage.provider,
      catalog: {
        ...catalog,
        countries: async () => {
          await onlyRead(true)
          await endConnections()
          await stage.hash() // the connection that the run will publish on
          await onlyRead(false)
          return catalog.countries({})
        },
      },
    }
    expect(await stage.sync('services', { provider })).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining('read-only transaction'),
    })
    const [last] = await admin`select status from onesms.sync_logs order by id desc limit 1`
    expect(last).toEqual({ status: 'failed' })
    expect(await stage.hash()).toBe(before)
    await expectSuccess()
  })
})

describe('D13 others are in the way', () => {
  const failing = (code: string, times: number) =>
    onStatement(
      stage.database,
      { event: 'update', table: 'services' },
      `if nextval('public.tries') <= ${times} then raise exception 'in the way' using errcode = '${code}'; end if;`,
    )
  const tries = async () => (await admin`select last_value as count from public.tries`)[0]?.['count']
  beforeEach(() => admin`create sequence public.tries`)

  it.each(['57014', '55P03', '40P01', '40001'])('%s is tried again, and then succeeds', async code => {
    await failing(code, 2)
    await expectSuccess()
    expect(await tries()).toBeGreaterThanOrEqual(3)
  })

  it('three times, and no more', async () => {
    const remove = await failing('40001', 99)
    await expectFailure(/in the way/, async () => {
      expect(await tries()).toBe(3)
      await remove()
    })
  })

  it('is not tried again for another reason', async () => {
    const remove = await failing('23505', 99)
    await expectFailure(/in the way/, async () => {
      expect(await tries()).toBe(1)
      await remove()
    })
  })
})
