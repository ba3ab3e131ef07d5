import '../../../../sdk/src/__fixtures__/loaded.ts'
import {
  type ActivationSnapshot,
  createClient,
  createMemoryStore,
  type ObservedMessage,
  type Provider,
  type RentalsResource,
} from '@onesms/sdk'
import { FakeClock } from '@onesms/sdk/testing'
import { act, cleanup, render } from '@testing-library/react'
import { Fragment, type ReactNode, StrictMode } from 'react'
import { vi } from 'vitest'
import { virtualProvider } from '../../../../sdk/src/client/__fixtures__/virtual-provider.ts'
import { withRentals } from '../../../../sdk/src/client/__fixtures__/virtual-rentals.ts'
import { OneSmsClientProvider } from '../../context.tsx'
import { withNews } from './news.ts'

export type LiveStage = ReturnType<typeof openLive>

export interface LiveOptions {
  /** Renders under StrictMode, which mounts everything twice. Default `false`. */
  readonly strict?: boolean
  /** Whether the provider tells by itself what happens. Default `false`. */
  readonly streams?: boolean
  /** Whether open numbers can be listed, and so be asked about at once. Default `false`. */
  readonly hasList?: boolean
}

const MINUTE = 60_000

/** A provider whose numbers are moved by hand, and a page with a client of it, on one clock that stands still until `pass`. */
export function openLive({ strict = false, streams = false, hasList = false }: LiveOptions = {}) {
  const clock = new FakeClock()
  const traits = { pollInterval: 10_000, lifetime: 60 * MINUTE, cancelAfter: 2 * MINUTE, requestsPerSecond: null }
  const vendor = virtualProvider({ clock, traits, hasList })
  const sold = new Map<string, ActivationSnapshot>()
  const { activations } = vendor.provider
  /** Its answers tell everything about a number. */
  const fetch: typeof activations.fetch = async (id, call) => {
    const { rounds: _, status: __, messages: ___, ...bought } = sold.get(id) ?? ({} as Partial<ActivationSnapshot>)
    return { ...bought, ...(await activations.fetch(id, call)) }
  }
  const told = withNews({ ...vendor.provider, activations: { ...activations, fetch } }, streams)
  const renter = withRentals(told.provider, clock)
  const provider: Provider = renter.provider
  const client = createClient({ provider, clock, store: createMemoryStore({ clock }) })
  const Mode = strict ? StrictMode : Fragment
  const wrapper = ({ children }: { readonly children?: ReactNode }) => (
    <Mode>
      <OneSmsClientProvider client={client}>{children}</OneSmsClientProvider>
    </Mode>
  )
  const sell = async (): Promise<ActivationSnapshot> => {
    const order = { service: 'telegram', country: 'GB', intentId: crypto.randomUUID() } as const
    const snapshot = await activations.purchase(order, {})
    sold.set(snapshot.id, snapshot)
    return snapshot
  }
  /** An SMS comes; where there is a stream it is told. */
  const sms = async (id: string, message: Partial<ObservedMessage>) => {
    vendor.sms(id, message)
    told.tell(await activations.fetch(id, {}))
    vendor.calls.pop() // it was the vendor who asked itself
  }
  const { rentals } = client as typeof client & { readonly rentals: RentalsResource }
  return {
    clock,
    vendor,
    renter,
    provider,
    client,
    wrapper,
    sell,
    sms,
    news: told,
    rent: () => rentals.rent({ service: 'discord', country: 'US', duration: { days: 1 } }),
    sellMany: (count: number) => Promise.all(Array.from({ length: count }, sell)),
    render: (ui: ReactNode) => render(ui, { wrapper }),
    /** How often the provider was asked about numbers, in whatever way. */
    looks: () => ['fetch', 'fetchMany', 'list'].flatMap(command => vendor.callsOf(command as 'fetch')).length,
    /** Lets time pass, with a sign of life of the stream at every step. */
    pass: (ms: number, step?: number) => pass(clock, ms, step, told.breathe),
  }
}

/** Lets the time of the page and of its client pass, and React render what that brings. */
export async function pass(clock: FakeClock, ms: number, step = 500, onStep = () => {}): Promise<void> {
  for (let passed = 0; passed < Math.max(ms, 1); passed += step) {
    const now = Math.min(step, ms - passed)
    onStep()
    await act(async () => {
      await clock.advance(now)
      await vi.advanceTimersByTimeAsync(now)
      for (let turn = 0; turn < 30; turn += 1) await new Promise<void>(resolve => setImmediate(resolve))
    })
  }
}

export const holdTimers = () => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })

export function letGo(): void {
  cleanup()
  vi.useRealTimers()
  vi.restoreAllMocks()
}

/** Something that happens to a page, as a browser tells it. */
export function happens(
  type: 'visibilitychange' | 'resume' | 'freeze' | 'pageshow' | 'online',
  isPersisted = true,
): void {
  const event = Object.assign(new Event(type), { persisted: isPersisted })
  ;(type === 'pageshow' || type === 'online' ? window : document).dispatchEvent(event)
}
