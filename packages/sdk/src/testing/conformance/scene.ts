import type { Provider } from '../../provider/provider.ts'
import type { ActivationSnapshot } from '../../provider/snapshot.ts'
import { FakeClock } from '../fake-clock.ts'
import type { EmulatedVendor, ProviderSuite, SoldNumber } from './vendor.ts'
import { createWire, type Wire } from './wire.ts'

/** A key that no text holds by chance; it must not turn up anywhere. */
export const KEY = 'canary4f9c1e7b20d8a653'
export const OTHER_KEY = 'nobody81d2c07e5fa94b36'

/** A provider and its vendor, fresh for one case. */
export interface Scene {
  readonly suite: ProviderSuite
  readonly provider: Provider
  readonly vendor: EmulatedVendor
  readonly wire: Wire
  readonly clock: FakeClock
  /** Buys what is sold there. */
  buy(): Promise<ActivationSnapshot>
  /** The only number sold so far. */
  onlyNumber(): SoldNumber
}

export function openScene(
  suite: ProviderSuite,
  { balance = '1000.0000', key = KEY }: { readonly balance?: string; readonly key?: string } = {},
): Scene {
  const clock = new FakeClock(Date.now())
  const vendor = suite.emulator({ clock, apiKey: KEY, balance })
  const wire = createWire(vendor)
  const provider = suite.create({ fetch: wire.fetch, apiKey: key, clock })
  return {
    suite,
    provider,
    vendor,
    wire,
    clock,
    buy: () => provider.activations.purchase(orderOf(suite), {}),
    onlyNumber() {
      const [number, ...others] = vendor.ledger.activations()
      if (!number || others.length > 0)
        throw new Error(`the vendor sold ${number ? 1 + others.length : 0} numbers, not 1`)
      return number
    },
  }
}

export const orderOf = ({ sells: { service, country } }: Pick<ProviderSuite, 'sells'>) => ({
  service,
  country,
  intentId: crypto.randomUUID(),
})

/** The provider, or those it is made of. */
export const leavesOf = (provider: Provider): readonly Provider[] =>
  provider.members ? provider.members.flatMap(leavesOf) : [provider]

/** Ids of whoever may have sold. */
export const sellersOf = (provider: Provider): readonly string[] => leavesOf(provider).map(({ id }) => id)

const soon: (callback: () => void) => unknown = globalThis.setImmediate ?? globalThis.setTimeout

/** Lets code that was just woken run. */
export async function turns(count = 20): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise<void>(resolve => soon(resolve))
}

/** Lets half a second after the other pass until `promise` is settled, at most an hour. */
export async function pass<T>(clock: FakeClock, promise: Promise<T>): Promise<T> {
  let isDone = false
  const done = promise.finally(() => {
    isDone = true
  })
  done.catch(() => {})
  for (let passed = 0; !isDone && passed < 3_600_000; passed += 500) {
    await clock.advance(500)
    for (let turn = 0; turn < 20 && !isDone; turn += 1) await turns(1)
  }
  if (!isDone) throw new Error('it did not end within an hour')
  return done
}

/**
 * Calls for a read whose answers are spoiled, and gives up once it has had one: what repeats it would wait in real time.
 * Answers what it resolved with; throws what it rejected with.
 */
export async function impatiently<T>(
  wire: Wire,
  read: (call: { readonly signal: AbortSignal }) => Promise<T>,
): Promise<T> {
  const controller = new AbortController()
  const before = wire.count
  const reading = read({ signal: controller.signal })
  reading.catch(() => {})
  for (let turn = 0; turn < 1_000 && wire.count === before; turn += 1) await turns(1)
  await turns(40)
  controller.abort(new Error('given up after an answer'))
  return reading
}
