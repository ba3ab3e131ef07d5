// A process that syncs the emulated provider once, for tests that kill or stop it. Argument: its plan, as JSON. Prints
// «stopping» before it stops itself, and the result as a line of JSON.
import { createHandlerApiEmulator } from '@onesms/sdk/testing'
import { connect } from '../db/connect.ts'
import { migrate } from '../db/migrate.ts'
import { LEASE_SECONDS } from '../db/store/leases.ts'
import { processName } from '../scheduler/process-name.ts'
import { createRunner } from '../scheduler/runner.ts'
import { emulatedProvider, NEVER, SMALL } from './stage.ts'
import type { SyncPlan } from './sync-process.ts'

const plan: SyncPlan = JSON.parse(process.argv[2] ?? '')
const sql = connect({ url: plan.url })
let statements = 0
Object.assign(sql.options, { debug: onStatement })

const emulator = createHandlerApiEmulator({ size: SMALL })
if (plan.churn) emulator.catalog.churn(plan.churn)
const database = { sql, schema: 'onesms' }
const steps = plan.migrate ? await migrate(database) : []
const { leaseSeconds = LEASE_SECONDS } = plan
const runner = createRunner({ database, holder: processName(), schedule: NEVER, leaseSeconds })
const { signal } = new AbortController()
const result = await runner.run({ job: 'services', provider: emulatedProvider(emulator), trigger: 'manual', signal })
process.stdout.write(`${JSON.stringify({ ...result, steps, statements })}\n`)
await sql.end()

/** The driver calls this with every statement, just before it writes it. */
function onStatement(_connection: number, statement: string): void {
  statements += 1
  if (!plan.interrupt) return
  const { signal, at, sent = false } = plan.interrupt
  if (typeof at === 'number' ? statements !== at : !statement.trim().startsWith(at)) return
  // The driver writes with the next turn of the event loop.
  if (sent) setImmediate(() => setImmediate(interrupt, signal))
  else interrupt(signal)
}

function interrupt(signal: NodeJS.Signals): void {
  if (signal === 'SIGSTOP') process.stdout.write('stopping\n')
  process.kill(process.pid, signal)
}
