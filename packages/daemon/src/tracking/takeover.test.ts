import type { ChildProcess } from 'node:child_process'
import { createClient } from '@onesms/sdk'
import { heroSms } from '@onesms/sdk/providers/hero-sms'
import { createHandlerApiEmulator, FakeClock, keepTime, type Served, serve } from '@onesms/sdk/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createIntentStore } from '../db/store/intents.ts'
import { type CatalogDatabase, createCatalogDatabase } from '../scheduler/__fixtures__/catalog-database.ts'
import { startTracking } from '../testing/track-process.ts'
import { until } from '../testing/until.ts'
import { readActivation } from './activation-row.ts'

const LEASE_SECONDS = 3
/** Between two attempts to take the lease, and then a look at what is open and one at the provider, on a busy machine. */
const TICK = 2_000
const SLACK = 4_000

const clock = new FakeClock(Date.now())
const emulator = createHandlerApiEmulator({
  clock,
  size: { services: 2, countries: 1 },
  autoSms: false,
  magicServices: true,
})
const country = { nativeId: String(emulator.catalog.countries[0]?.id) }
const over = new AbortController()
const children: ChildProcess[] = []
let database: CatalogDatabase
let server: Served
beforeAll(async () => {
  database = await createCatalogDatabase()
  server = await serve({ fetch: emulator.fetch })
  void keepTime(clock, over.signal)
})
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  over.abort()
  await server?.close()
  await database?.drop()
})

async function start(): Promise<ChildProcess> {
  const provider = { url: `${server.url}/stubs/handler_api.php`, apiKey: emulator.apiKey }
  const child = await startTracking({ url: database.url, leaseSeconds: LEASE_SECONDS, provider })
  children.push(child)
  return child
}

/** Bought by a process that follows nothing. */
async function buy(): Promise<string> {
  const { apiKey, fetch } = emulator
  const client = createClient({ provider: heroSms({ apiKey, fetch }), store: createIntentStore(database) })
  return (await client.activations.buy({ service: { nativeId: 'mute' }, country })).id
}

const holder = async () => {
  const [row] = await database.sql<{ pid: string }[]>`
    select split_part(holder, ':', -1) as pid from onesms.leases
    where name = 'activations:hero-sms' and expires_at > clock_timestamp()`
  return row ? Number(row.pid) : null
}
const isReceived = async (id: string) => (await readActivation(database, id, null))?.snapshot.messages.length === 1

describe('of two processes', () => {
  it('G07 D07 the other one goes on within lease and tick when one is killed', async () => {
    const [one, two] = [await start(), await start()]
    const id = await buy()
    const holding = await until('one of them follows', holder)
    const [first, second] = one.pid === holding ? [one, two] : [two, one]
    first.kill('SIGKILL')
    const killedAt = performance.now()
    emulator.sms(id, { text: 'Your code is 5150' })
    await until('the other one writes the SMS down', () => isReceived(id))
    expect(performance.now() - killedAt).toBeLessThan(LEASE_SECONDS * 1_000 + TICK + SLACK)
    expect(await holder()).toBe(second.pid)
    second.kill('SIGKILL')
  }, 40_000)

  it('D06 one that is stopped for longer than its lease does no harm when it goes on', async () => {
    const [one, two] = [await start(), await start()]
    const id = await buy()
    const holding = await until('one of them follows', holder)
    const [first, second] = one.pid === holding ? [one, two] : [two, one]
    await until('it is told of', async () => (await readActivation(database, id, null))?.isAnnounced)
    first.kill('SIGSTOP')
    emulator.sms(id, { text: 'Your code is 4711' })
    await until('the other one goes on', async () => (await isReceived(id)) && (await holder()) === second.pid)
    const requests = emulator.ledger.count()
    first.kill('SIGCONT')
    await until('both have looked', () => emulator.ledger.count() > requests + 5)
    const types = await database.sql`select type from onesms.activation_events where activation_id = ${id} order by id`
    expect(types.map(row => row['type'])).toEqual(['bought', 'message', 'status'])
    expect(await holder()).toBe(second.pid)
    for (const child of [first, second]) child.kill('SIGKILL')
  }, 40_000)
})
