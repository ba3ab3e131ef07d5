import { type Client, createClient } from '@onesms/sdk'
import { heroSms } from '@onesms/sdk/providers/hero-sms'
import { type CatalogSize, createHandlerApiEmulator, FakeClock, type HandlerApiEmulator } from '@onesms/sdk/testing'
import type { Account, Accounts } from '../../accounts/accounts.ts'
import { createIntentStore } from '../../db/store/intents.ts'
import type { Database } from '../../db/tables.ts'
import { type CatalogDatabase, createCatalogDatabase } from '../../scheduler/__fixtures__/catalog-database.ts'
import { readActivation } from '../activation-row.ts'
import { createTracker, type Tracker } from '../tracker.ts'
import { databaseAtRest } from './at-rest.ts'

/** A database, an emulated provider, and processes that buy from it and follow what was bought, all in one virtual time. */
export interface TrackingStage {
  readonly database: CatalogDatabase
  readonly emulator: HandlerApiEmulator
  readonly clock: FakeClock
  readonly errors: unknown[]
  /** What is like a process of its own: its pool, its client, its tracker. */
  open(name: string, options?: { readonly leaseSeconds?: number }): TrackingProcess
  /** Lets time pass until `look` finds something; a second each time. */
  until<T>(what: string, look: () => Promise<T> | T, seconds?: number): Promise<NonNullable<T>>
  row(id: string): Promise<Awaited<ReturnType<typeof readActivation>>>
  events(id: string): Promise<readonly string[]>
  close(): Promise<void>
}

export interface TrackingProcess {
  readonly database: Database
  readonly client: Client
  readonly tracker: Tracker
  buy(service?: string): Promise<string>
  close(): Promise<void>
}

export async function openTrackingStage(size: CatalogSize = { services: 3, countries: 2 }): Promise<TrackingStage> {
  const database = await createCatalogDatabase()
  const clock = new FakeClock(Date.now())
  const emulator = createHandlerApiEmulator({
    clock,
    size,
    autoSms: false,
    magicServices: true,
    balance: '10000.0000',
  })
  const country = String(emulator.catalog.countries[0]?.id)
  const errors: unknown[] = []
  const { apiKey, fetch } = emulator
  const opened: TrackingProcess[] = []
  // What is loaded with the first number is there before time flies.
  await createClient({
    provider: heroSms({ apiKey, fetch }),
    store: createIntentStore(database),
    clock,
  }).purchases.open()

  return {
    database,
    emulator,
    clock,
    errors,
    open(name, options = {}) {
      const own = database.connect()
      const provider = heroSms({ apiKey, fetch, requestsPerSecond: 1_000 })
      const client = createClient({ provider, store: createIntentStore(own), clock }) as Client
      const account: Account = { id: provider.id, provider, client }
      const accounts: Accounts = new Map([[account.id, account]])
      const tracker = createTracker({
        database: own,
        accounts,
        holder: name,
        clock,
        onError: error => errors.push(error),
        ...options,
      })
      const process: TrackingProcess = {
        database: own,
        client,
        tracker,
        async buy(service = 'mute') {
          const bought = await client.activations.buy({
            service: { nativeId: service },
            country: { nativeId: country },
          })
          return bought.id
        },
        async close() {
          await Promise.all([tracker.stop(), client.close()])
          await own.sql.end({ timeout: 1 })
        },
      }
      opened.push(process)
      return process
    },
    async until(what, look, seconds = 120) {
      for (let second = 0; second < seconds; second += 1) {
        const found = await look()
        if (found) return found
        await clock.advance(1_000)
        await databaseAtRest(database)
      }
      throw new Error(`in vain for ${seconds} s: ${what}; ${errors.map(String).join('; ')}`)
    },
    row: id => readActivation(database, id, null),
    async events(id) {
      const rows = await database.sql<{ type: string }[]>`
        select type from onesms.activation_events where activation_id = ${id} order by id`
      return rows.map(({ type }) => type)
    },
    async close() {
      await Promise.all(opened.map(process => process.close()))
      await database.drop()
    },
  }
}
