import { describe, expect, it, vi } from 'vitest'
import { createClient } from '../client/create-client.ts'
import '../__fixtures__/loaded.ts'
import type { Provider } from '../provider/provider.ts'
import { fiveSim } from '../providers/five-sim/index.ts'
import { heroSms } from '../providers/hero-sms/index.ts'
import { tigerSms } from '../providers/tiger-sms/index.ts'
import { createMemoryStore } from '../purchase/memory-store.ts'
import { PurchaseUnknownError } from '../purchase/unknown-error.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { createFiveSimEmulator, createHandlerApiEmulator, type Ledger } from '../testing/index.ts'
import { failover } from './failover.ts'

const size = { services: 5, countries: 150 }
const ORDER = { service: 'telegram', country: 'GB' }
const settings = { requestsPerSecond: 10_000 }

const PRICE = '0.2'

interface Host {
  readonly emulator: {
    readonly ledger: Ledger
    readonly faults: { inject(fault: { readonly kind: 'commit-then-cut'; readonly times: number }): unknown }
  }
  readonly stock: (count: number) => void
  readonly provider: Provider
}

/** An emulated host with telegram in GB, of which `stock` says how many there are. */
const hero = (clock: FakeClock): Host => {
  const emulator = createHandlerApiEmulator({ clock, size, autoSms: false })
  const stock = (count: number) => emulator.catalog.setOffer('16', 'tg', { price: PRICE, stock: count, flat: true })
  return { emulator, stock, provider: heroSms({ apiKey: emulator.apiKey, fetch: emulator.fetch, ...settings }) }
}
const tiger = (clock: FakeClock): Host => {
  const emulator = createHandlerApiEmulator({ dialect: 'tiger-sms', clock, size, autoSms: false })
  const stock = (count: number) => emulator.catalog.setOffer('16', 'tg', { price: PRICE, stock: count, flat: true })
  return { emulator, stock, provider: tigerSms({ apiKey: emulator.apiKey, fetch: emulator.fetch, ...settings }) }
}
const five = (clock: FakeClock): Host => {
  const emulator = createFiveSimEmulator({ clock, size, autoSms: false })
  const stock = (count: number) =>
    emulator.catalog.setOffer('england', 'telegram', { price: PRICE, stock: count, flat: true })
  return { emulator, stock, provider: fiveSim({ apiKey: emulator.apiKey, fetch: emulator.fetch, ...settings }) }
}

/** A client over two emulated hosts in one virtual time. */
function world([first, second]: readonly [(clock: FakeClock) => Host, (clock: FakeClock) => Host]) {
  const clock = new FakeClock(Date.now())
  const [a, b] = [first(clock), second(clock)]
  for (const { stock } of [a, b]) stock(100)
  const client = createClient({
    provider: failover([a.provider, b.provider], { clock }),
    clock,
    store: createMemoryStore({ clock }),
    accountMode: 'exclusive',
  })
  const sold = () => [a, b].map(({ emulator }) => emulator.ledger.activations().length)
  async function pass<T>(promise: Promise<T>): Promise<T> {
    let isDone = false
    const end = () => {
      isDone = true
    }
    promise.then(end, end)
    for (let passed = 0; !isDone && passed < 600; passed += 1) {
      await clock.advance(1_000)
      for (let turn = 0; turn < 20 && !isDone; turn += 1) await new Promise(resolve => setImmediate(resolve))
    }
    return promise
  }
  return { a, client, sold, pass }
}

describe.each([
  ['hero-sms, then tiger-sms', [hero, tiger]],
  ['hero-sms, then five-sim', [hero, five]],
  ['five-sim, then hero-sms', [five, hero]],
] as const)('a client over %s', (_, pair) => {
  it('P18 goes on to the second after a refusal, and says so', async () => {
    const { a, client, sold } = world(pair)
    const moved = vi.fn()
    client.on('failover', moved)
    a.stock(0)
    const activation = await client.activations.buy(ORDER)
    const [from, to] = client.provider.members.map(({ id }) => id)
    expect(activation.id.startsWith(`${to}:`)).toBe(true)
    expect(sold()).toEqual([0, 1])
    expect(moved.mock.calls).toMatchObject([[{ from, to, error: { code: 'out_of_stock', rejected: true } }]])
  })

  it('P25 asks the second nothing while the first may have sold, and the first again when that is settled', async () => {
    const { a, client, sold, pass } = world(pair)
    const moved = vi.fn()
    client.on('failover', moved)
    a.emulator.faults.inject({ kind: 'commit-then-cut', times: 1 })
    const error = await client.activations.buy(ORDER).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(PurchaseUnknownError)
    expect(sold()).toEqual([1, 0])
    const found = await pass((error as PurchaseUnknownError).reconcile())
    expect(found?.id.startsWith(`${client.provider.members[0].id}:`)).toBe(true)
    await client.activations.buy(ORDER)
    expect(sold()).toEqual([2, 0])
    expect(moved).not.toHaveBeenCalled()
  })
})
