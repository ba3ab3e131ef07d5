import { readFile } from 'node:fs/promises'
import { createClient } from '../client/create-client.ts'
import type { FetchLike } from '../http/exchange.ts'
import { openFileStore } from '../purchase/file-store/index.ts'
import { createMemoryStore } from '../purchase/memory-store.ts'
import type { IntentStore } from '../purchase/store.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { callActivations, callError, callNumber, callPurchases, leave, listenToClient } from './canary-calls.ts'
import type { CanaryHost, EmulatedHost } from './canary-hosts.ts'
import type { Outcome } from './canary-outcomes.ts'
import { whileTimeFlies } from './passing-time.ts'
import { watchStore } from './watched-store.ts'

/** Milliseconds in which a list tells what an unknown purchase came to, if it ever does. */
const PATIENCE = 180_000

export interface LifeOptions {
  readonly host: CanaryHost
  readonly apiKey: string
  /** Where purchases are written down; made anew. */
  readonly file: string
  /** What goes wrong from the time on when numbers are there. Answers the `fetch` to use then. */
  readonly spoil: (emulator: EmulatedHost) => FetchLike
}

export interface Life {
  /** Of every call, event and file. */
  readonly outcomes: readonly Outcome[]
  /** The actions a fault took. */
  readonly spoiled: readonly string[]
}

/**
 * Numbers whose host goes wrong, and one more that is bought then: everything a client offers of numbers is called. Each
 * kind of number has a client of its own, so that the failures of one keep nothing of the others from being sent.
 */
export async function liveWith({ host, apiKey, file, spoil }: LifeOptions): Promise<Life> {
  const clock = new FakeClock(Date.now())
  const emulator = host.emulate({ apiKey, clock, size: { services: 1, countries: 1 } })
  const heard: Outcome[] = []
  let fetch: FetchLike = emulator.fetch
  const open = (store: IntentStore = createMemoryStore({ clock })) => {
    const options = { apiKey, fetch: (url: string, init: RequestInit) => fetch(url, init), requestsPerSecond: 10_000 }
    const client = createClient({ provider: host.provider(options), clock, store })
    listenToClient(client, heard)
    return client
  }
  const ledger = await openFileStore(file, { clock })
  const { store, isBusy, lastPurchase } = watchStore(ledger)
  const [idle, used, buyer] = [open(), open(), open(store)]
  const request = emulator.order
  // In real time, as is what a client loads when it first buys.
  const waiting = await idle.activations.buy(request)
  const spare = await idle.activations.buy(request)
  const received = await used.activations.buy(request)
  emulator.sms(received.id)
  await received.refresh()

  const outcomes = await whileTimeFlies(clock, isBusy, async () => {
    fetch = spoil(emulator)
    const [ofBuyer, ...ofNumbers] = await Promise.all([
      callActivations(buyer, request, waiting.id),
      callNumber(waiting, heard),
      callNumber(received, heard),
    ])
    const [bought] = ofBuyer
    const ofError = bought ? await callError(bought, AbortSignal.timeout(PATIENCE)) : []
    const about = () => ({
      intentId: lastPurchase() ?? 'none',
      id: spare.id,
      signal: AbortSignal.timeout(PATIENCE),
    })
    const ofLedger = await callPurchases(buyer, about())
    emulator.faults.clear()
    fetch = emulator.fetch
    const healed = [...(await callPurchases(buyer, about())), ...(await callActivations(buyer, request, spare.id))]
    const left = [await leave(buyer), await leave(idle), await leave(used)]
    return [...ofBuyer, ...ofNumbers.flat(), ...ofError, ...ofLedger, ...healed, ...left.flat()]
  })
  await ledger.close()
  const spoiled = emulator.requests().flatMap(({ fault, action }) => (fault ? [action] : []))
  return { outcomes: [...outcomes, ...heard, { method: 'file', value: await readFile(file, 'utf8') }], spoiled }
}
