// A process that buys one number and ends itself at one of its steps, for tests that look at what is left. Argument: its
// plan, as JSON. Prints how many steps it took when it lives to the end.
import { createClient, type IntentStore } from '@onesms/sdk'
import { openFileStore } from '@onesms/sdk/file-store'
import { heroSms } from '@onesms/sdk/providers/hero-sms'
import { connect } from '../db/connect.ts'
import { createIntentStore } from '../db/store/intents.ts'
import type { BuyPlan } from './buy-process.ts'

const { provider: at, store: place, killAt, key }: BuyPlan = JSON.parse(process.argv[2] ?? '')
let steps = 0

const sql = place.kind === 'postgres' ? connect({ url: place.url }) : null
const file = place.kind === 'file' ? await openFileStore(place.path) : null
const store = file ?? (sql && createIntentStore({ sql, schema: 'onesms' }))
if (!store) throw new Error('nowhere to write purchases down')
const hero = heroSms({ apiKey: at.apiKey, baseUrl: at.url })
const { activations } = hero
const client = createClient({
  provider: { ...hero, activations: { ...activations, purchase: mortal(activations.purchase) } },
  store: mortalStore(store),
  accountMode: 'exclusive',
})
const country = { nativeId: at.country }
const { id } = await client.activations.buy({ service: { nativeId: 'mute' }, country }, { idempotencyKey: key })
process.stdout.write(`${JSON.stringify({ steps, id })}\n`)
await sql?.end()
await file?.close()
process.exit() // the number is to live on, and close() would give it back

function mortal<Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) {
  return async (...args: Args): Promise<Result> => {
    step()
    const result = await call(...args)
    step()
    return result
  }
}

function mortalStore(store: IntentStore): IntentStore {
  return {
    ...store,
    insert: mortal(store.insert),
    begin: mortal(store.begin),
    transition: mortal(store.transition),
  }
}

function step(): void {
  steps += 1
  if (steps === killAt) process.kill(process.pid, 'SIGKILL')
}
