// A process that follows the numbers of one account, for tests that kill and stop it. Argument: its plan, as JSON.
import { type Client, createClient } from '@onesms/sdk'
import { heroSms } from '@onesms/sdk/providers/hero-sms'
import { connect } from '../db/connect.ts'
import { createIntentStore } from '../db/store/intents.ts'
import { processName } from '../scheduler/process-name.ts'
import { createTracker } from '../tracking/tracker.ts'
import type { TrackPlan } from './track-process.ts'

const { url, leaseSeconds, provider: at }: TrackPlan = JSON.parse(process.argv[2] ?? '')
const database = { sql: connect({ url }), schema: 'onesms' }
const hero = heroSms({ apiKey: at.apiKey, baseUrl: at.url, requestsPerSecond: 1_000 })
const provider = { ...hero, traits: { ...hero.traits, pollInterval: 300 } }
const client = createClient({ provider, store: createIntentStore(database) }) as Client
createTracker({
  database,
  accounts: new Map([[provider.id, { id: provider.id, provider, client }]]),
  holder: processName(),
  leaseSeconds,
  onError: error => process.stderr.write(`${error}\n`),
}).start()
process.stdout.write('started\n')
setInterval(() => {}, 60_000) // nothing that only waits keeps a process alive
