// A process that syncs an emulated provider every second, for tests that kill and stop it. Argument: its plan, as JSON.
// The provider tells another catalog each time.
import type { Provider } from '@onesms/sdk'
import { createHandlerApiEmulator } from '@onesms/sdk/testing'
import { connect } from '../db/connect.ts'
import { processName } from '../scheduler/process-name.ts'
import { createRunner } from '../scheduler/runner.ts'
import { createScheduler } from '../scheduler/scheduler.ts'
import { emulatedProvider, NEVER, SMALL } from './stage.ts'
import type { TickPlan } from './tick-process.ts'

const { url, leaseSeconds }: TickPlan = JSON.parse(process.argv[2] ?? '')
const database = { sql: connect({ url }), schema: 'onesms' }
const schedule = { ...NEVER, services: '* * * * * *' }

function another(): Provider {
  const emulator = createHandlerApiEmulator({ size: SMALL })
  emulator.catalog.churn({ fraction: 0.2, seed: Math.floor(Math.random() * 1_000_000) })
  return emulatedProvider(emulator)
}

let current = another()
const provider: Provider = {
  ...current,
  catalog: {
    ...current.catalog,
    services: call => {
      current = another()
      return current.catalog.services(call)
    },
    countries: call => current.catalog.countries(call),
    scan: (query, call) => current.catalog.scan(query, call),
  },
}

createScheduler({
  runner: createRunner({ database, holder: processName(), schedule, leaseSeconds }),
  providers: [provider],
  schedule,
  onError: error => process.stderr.write(`${error}\n`),
  random: () => 0,
}).start()
process.stdout.write('started\n')
