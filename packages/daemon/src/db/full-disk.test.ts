import { join } from 'node:path'
import { createHandlerApiEmulator } from '@onesms/sdk/testing'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { createRunner } from '../scheduler/runner.ts'
import { hashCatalog } from '../testing/hash-catalog.ts'
import { mountSmallDisk, type SmallDisk } from '../testing/small-disk.ts'
import { emulatedProvider, NEVER, openStage, SMALL } from '../testing/stage.ts'
import { onStatement } from './__fixtures__/triggers.ts'
import { connect } from './connect.ts'
import { openEmbedded } from './embedded/index.ts'
import { migrate } from './migrate.ts'

const disk = await mountSmallDisk(100)
afterAll(() => disk?.unmount())

describe('D11 the disk is full', () => {
  it('as the server says it: the run fails and leaves the catalog alone', async () => {
    const stage = await openStage()
    onTestFinished(stage.close)
    await stage.sync()
    const before = await stage.hash()
    stage.emulator.catalog.churn({ fraction: 0.2, seed: 2 })
    const remove = await onStatement(
      stage.database,
      { event: 'insert', table: 'offer_changes' },
      `raise exception 'could not extend file: No space left on device' using errcode = '53100';`,
    )
    expect(await stage.sync()).toMatchObject({ status: 'failed', reason: expect.stringMatching(/No space left/) })
    expect(await stage.hash()).toBe(before)
    await remove()
    expect(await stage.sync()).toMatchObject({ status: 'succeeded' })
  })

  // Where nothing can be mounted, the one above has to do.
  if (disk) it('in truth, while offers arrive and while they are written: the same', () => fillAndRecover(disk))
})

async function fillAndRecover(disk: SmallDisk): Promise<void> {
  const server = await openEmbedded({ directory: join(disk.path, 'onesms'), durable: false })
  onTestFinished(server.close)
  const sql = connect({ url: server.url })
  onTestFinished(() => sql.end({ timeout: 1 }))
  const database = { sql, schema: 'onesms' }
  await migrate(database)
  const emulator = createHandlerApiEmulator({ size: SMALL })
  const runner = createRunner({ database, holder: 'a', schedule: NEVER })
  const { signal } = new AbortController()
  const sync = () => runner.run({ job: 'services', provider: emulatedProvider(emulator), trigger: 'manual', signal })

  expect(await sync()).toMatchObject({ status: 'succeeded' })
  const before = await hashCatalog(database)
  emulator.catalog.churn({ fraction: 1, seed: 2 })
  for (const free of [0, 150_000, 300_000]) {
    await disk.fill(free)
    expect(await sync(), `${free} bytes free`).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(/No space left on device/),
    })
    expect(await hashCatalog(database)).toBe(before)
    const [last] = await sql`select status from onesms.sync_logs order by id desc limit 1`
    expect(last).toEqual({ status: 'failed' })
  }
  await disk.clear()
  expect(await sync()).toMatchObject({ status: 'succeeded' })
  expect(await hashCatalog(database)).not.toBe(before)
}
