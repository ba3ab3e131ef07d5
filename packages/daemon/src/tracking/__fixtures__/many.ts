import { monitorEventLoopDelay } from 'node:perf_hooks'
import { type ActivationSnapshot, type Client, createClient } from '@onesms/sdk'
import { heroSms } from '@onesms/sdk/providers/hero-sms'
import { createHandlerApiEmulator, FakeClock } from '@onesms/sdk/testing'
import { connect } from '../../db/connect.ts'
import { createIntentStore } from '../../db/store/intents.ts'
import { createCatalogDatabase } from '../../scheduler/__fixtures__/catalog-database.ts'
import { createTracker } from '../tracker.ts'
import { databaseAtRest } from './at-rest.ts'
import { writeBought } from './bought.ts'

/** What following so many numbers came to. Times are those of the provider; memory and statements are real. */
export interface ManyFigures {
  /** Milliseconds from the SMS at the provider to its event in the database, ascending. */
  readonly lags: readonly number[]
  /** Of the process, provider and all, after garbage was collected where it can be. */
  readonly heapGrowth: number
  /** Statements to the database in a minute in which nothing happens to any number. */
  readonly quietStatements: number
  /** Requests to the provider in that minute. */
  readonly quietRequests: number
  /** Milliseconds by which the event loop was late at p99. */
  readonly loopLag: number
  readonly errors: readonly unknown[]
}

const MINUTE = 60_000

/** Follows `count` open numbers for some minutes of virtual time; `messages` of them receive an SMS. */
export async function followMany(count: number, messages: number): Promise<ManyFigures> {
  const database = await createCatalogDatabase()
  const clock = new FakeClock(Date.now())
  const emulator = createHandlerApiEmulator({ balance: '1000000', autoSms: false, clock })
  const { apiKey, fetch, ledger } = emulator
  const snapshots = await buyMany(count)
  for (let start = 0; start < count; start += 500) await writeBought(database, snapshots.slice(start, start + 500))

  const sql = connect({ url: database.url })
  let statements = 0
  Object.assign(sql.options, {
    debug: () => {
      statements += 1
    },
  })
  const own = { sql, schema: database.schema }
  globalThis.gc?.()
  const before = process.memoryUsage().heapUsed
  const client = openClient()
  await client.purchases.open() // loads what it needs
  const account = { id: client.provider.id, provider: client.provider, client }
  const errors: unknown[] = []
  const tracker = createTracker({
    database: own,
    accounts: new Map([[account.id, account]]),
    holder: 'one',
    clock,
    onError: error => errors.push(error),
  })
  tracker.start()
  try {
    await passUntil(async () => (await countRows('announced_at is not null')) === count)
    await pass(MINUTE)
    const [statementsBefore, requestsBefore] = [statements, ledger.count()]
    const loop = monitorEventLoopDelay({ resolution: 1 })
    loop.enable()
    await pass(MINUTE)
    loop.disable()
    const [quietStatements, quietRequests] = [statements - statementsBefore, ledger.count() - requestsBefore]
    globalThis.gc?.()
    const heapGrowth = process.memoryUsage().heapUsed - before
    const lags = await receive()
    return { lags, heapGrowth, quietStatements, quietRequests, loopLag: loop.percentile(99) / 1e6, errors }
  } finally {
    await tracker.stop()
    await client.close()
    await sql.end({ timeout: 1 })
    await database.drop()
  }

  function openClient() {
    const asFromASocket: typeof fetch = async (input, init) => {
      await turn()
      return fetch(input, init)
    }
    const provider = heroSms({ apiKey, fetch: asFromASocket, requestsPerSecond: 1_000_000 })
    return createClient({ provider, store: createIntentStore(own), clock }) as Client
  }

  async function buyMany(wanted: number): Promise<readonly ActivationSnapshot[]> {
    const query = new URLSearchParams({ api_key: apiKey, action: 'getNumberV2', service: 'wa', country: '15' })
    query.set('maxPrice', '100')
    for (let bought = 0; bought < wanted; bought += 1) await fetch(`http://host/stubs/handler_api.php?${query}`)
    const provider = heroSms({ apiKey, fetch, requestsPerSecond: 1_000_000 })
    const listed = await provider.activations.list?.({})
    if (listed?.length !== wanted) throw new Error(`${listed?.length} numbers are open, not ${wanted}`)
    return listed
  }

  /** One SMS after the other, a few in each second. */
  async function receive(): Promise<readonly number[]> {
    const sentAt = new Map<string, number>()
    const lags: number[] = []
    const seen = new Set<string>()
    const look = async () => {
      const rows = await database.sql<{ activation_id: string }[]>`
        select activation_id from onesms.activation_events where type = 'message'`
      for (const { activation_id: id } of rows) {
        if (seen.has(id)) continue
        seen.add(id)
        lags.push(clock.now() - (sentAt.get(id) ?? 0))
      }
    }
    const step = Math.max(1, Math.ceil(messages / 60))
    for (let second = 0; seen.size < messages && second < 180; second += 1) {
      for (const { id } of snapshots.slice(second * step, Math.min(messages, (second + 1) * step))) {
        emulator.sms(id)
        sentAt.set(id, clock.now())
      }
      await pass(1_000)
      await look()
    }
    return lags.sort((left, right) => left - right)
  }

  async function countRows(what: 'announced_at is not null'): Promise<number> {
    const [row] =
      await database.sql`select count(*) as count from onesms.activations where ${database.sql.unsafe(what)}`
    return Number(row?.['count'])
  }

  async function passUntil(look: () => Promise<boolean>): Promise<void> {
    for (let second = 0; second < 300; second += 1) {
      if (await look()) return
      await pass(1_000)
    }
    throw new Error(
      `not all are followed: ${await countRows('announced_at is not null')} ${statements} ${JSON.stringify(await database.sql`select account, count(*), count(announced_at) from onesms.activations group by 1`)} ${JSON.stringify(await database.sql`select * from onesms.leases`)} ${errors.map(String).join('; ')}`,
    )
  }

  /** Lets time pass in steps, each with turns enough for a list of a hundred pages and a rest for the database. */
  async function pass(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 1_000) {
      await clock.advance(1_000)
      for (let turns = 0; turns < 100 + count / 50; turns += 1) await turn()
      await databaseAtRest(database)
    }
  }
}

const turn = () => new Promise(resolve => setImmediate(resolve))

export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
