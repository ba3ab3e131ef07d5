import { expect, it } from 'vitest'
import { type FrontendMessage, statementOf } from '../testing/frontend-messages.ts'
import { openStage } from '../testing/stage.ts'
import { startSync } from '../testing/sync-process.ts'
import { startTicking } from '../testing/tick-process.ts'
import { until } from '../testing/until.ts'
import { openWire } from '../testing/wire.ts'

const leaseSeconds = 2
const TICK = 1_000
/** A transaction that holds the lease and has gone silent is ended by the server after ten seconds, however short the lease. */
const SILENCE = 10_000
/** For machines with better things to do. */
const SLACK = 2_500

const begins = (statement: string) => (message: FrontendMessage) => statementOf(message).startsWith(statement)

it.concurrent.for([
  { when: 'before it publishes', at: begins('begin'), within: leaseSeconds * 1_000 },
  { when: 'while it sends its offers', at: ({ type }: FrontendMessage) => type === 'd', within: leaseSeconds * 1_000 },
  { when: 'in the middle of publishing', at: begins('insert into offers'), within: SILENCE },
])(
  'D07 the network swallows all the holder says $when, and nobody is told: another takes over, and the holder writes nothing',
  async ({ at, within }, { onTestFinished }) => {
    const stage = await openStage()
    const { sql } = stage.database
    const wire = await openWire(stage.url, message => (at(message) ? 'hang' : 'pass'))
    const holder = startSync({ url: wire.url, leaseSeconds })
    await wire.hung
    const from = Date.now()
    const other = await startTicking({ url: stage.url, leaseSeconds })
    onTestFinished(async () => {
      holder.kill('SIGKILL')
      other.kill('SIGKILL')
      wire.close()
      await stage.close()
    })
    await until('another has published', async () => (await stage.hash()) !== '')
    expect(Date.now() - from).toBeLessThan(within + TICK + SLACK)
    const first = async () =>
      (await sql`select status from onesms.sync_logs where status <> 'skipped' order by id limit 1`)[0]?.['status']
    expect(await first()).toBe('abandoned')

    wire.thaw()
    expect(await holder.result).toMatchObject({ rowsWritten: 0 })
    expect(await first()).toBe('fenced')
    expect(await sql`select from onesms.offers where run_token = 1`).toHaveLength(0)
    expect(await stage.complaints()).toEqual([])
  },
)
