import '../../../__fixtures__/loaded.ts'
import { emulatorOf } from '../../../__fixtures__/conformance.ts'
import { createClient } from '../../../client/create-client.ts'
import type { FetchLike } from '../../../http/exchange.ts'
import { createMemoryStore } from '../../../purchase/memory-store.ts'
import { createWire, type Fault } from '../../../testing/conformance/wire.ts'
import { FakeClock } from '../../../testing/fake-clock.ts'
import { heroSms } from '../../hero-sms/index.ts'
import { daemon } from '../daemon.ts'
import type { TokenSource } from '../tokens.ts'
import { createStandInDaemon } from './stand-in-daemon.ts'

const PROVIDERS_KEY = 'the-key-behind-9c41d7e2'
export const TOKEN = 'token-of-the-page-51ab'
export const TELEGRAM = { service: 'telegram', country: 'US' } as const
export const RENTAL = { service: 'telegram', country: 'GB', duration: { hours: 24 } } as const

/** A vendor, a daemon in front of it, and clients of that; faults on either side of the daemon. */
export function openScene(options: { readonly token?: TokenSource } = {}) {
  const clock = new FakeClock(Date.now())
  const vendor = emulatorOf('hero-sms', { clock, apiKey: PROVIDERS_KEY, balance: '1000' })
  const behind = createWire(vendor)
  const seller = heroSms({ apiKey: PROVIDERS_KEY, fetch: behind.fetch, requestsPerSecond: 10_000 })
  const standIn = createStandInDaemon({ provider: seller, clock, token: TOKEN })
  const before = createWire({ fetch: standIn.fetch, ledger: vendor.ledger, sms: vendor.sms })
  const { token = TOKEN } = options
  const providerOver = (fetch: FetchLike) =>
    daemon({ url: 'https://onesms.example.com', token, provider: 'hero-sms', fetch, clock, requestsPerSecond: 10_000 })
  const provider = providerOver(before.fetch)
  return {
    clock,
    vendor,
    behind,
    standIn,
    before,
    provider,
    providerOver,
    /** A client that remembers nothing of an earlier one: a page that was loaded anew. */
    page: () => createClient({ provider, clock, store: createMemoryStore({ clock }) }),
    posts: () => standIn.requests.filter(request => request.startsWith('POST')),
    sold: () => vendor.ledger.activations().length,
  }
}

/** Meets POSTs alone. */
export const onPosts =
  (fault: Fault): Fault =>
  (send, request) =>
    request.init.method === 'POST' ? fault(send, request) : send()
