import { failover } from '../failover/failover.ts'
import type { HandlerApiOptions } from '../protocols/handler-api/index.ts'
import type { Provider } from '../provider/provider.ts'
import type { PurchaseRequest } from '../provider/purchase.ts'
import { fiveSim } from '../providers/five-sim/index.ts'
import type { FakeClock } from '../testing/fake-clock.ts'
import { createFiveSimEmulator, createHandlerApiEmulator, type LedgerEntry } from '../testing/index.ts'
import { handlerApiProviders } from './providers.ts'

/** Faults of an emulator of any protocol. */
interface Faults {
  readonly kinds: readonly string[]
  inject(fault: {
    readonly kind: string
    readonly action?: string
    readonly nth?: number
    readonly times?: number
    readonly mib?: number
  }): unknown
  clear(): void
}

type Fetch = (input: string | Request, init?: RequestInit) => Promise<Response>

export interface EmulatedHost {
  readonly fetch: Fetch
  readonly faults: Faults
  readonly sms: (id: string) => unknown
  readonly requests: () => readonly LedgerEntry[]
  /** Which of its numbers nobody but the test writes to. */
  readonly order: PurchaseRequest
}

export interface EmulatedOptions {
  readonly apiKey: string
  readonly clock?: FakeClock
  readonly size: { readonly services: number; readonly countries: number }
}

/** What a test chooses of a provider of any protocol. */
export type ProviderOptions = Pick<
  HandlerApiOptions,
  'apiKey' | 'fetch' | 'baseUrl' | 'allowCustomBaseUrl' | 'requestsPerSecond'
>

/** A host, as a client sees it and as an emulator plays it. */
export interface CanaryHost {
  readonly id: string
  readonly provider: (options: ProviderOptions) => Provider
  readonly emulate: (options: EmulatedOptions) => EmulatedHost
  /** Path of its address. */
  readonly path: string
  /** What its ledger calls a purchase, and its largest answer. */
  readonly actions: { readonly buy: string; readonly table: string }
}

const quiet = { autoSms: false, magicServices: true }

function emulatedHost(emulator: {
  readonly fetch: Fetch
  readonly faults: Faults
  readonly sms: (id: string) => unknown
  readonly ledger: { requests(): readonly LedgerEntry[] }
  readonly catalog: { readonly countries: readonly { readonly id: string }[] }
}): EmulatedHost {
  const { fetch, faults, sms, ledger, catalog } = emulator
  const country = { nativeId: String(catalog.countries[0]?.id) }
  return {
    fetch,
    faults,
    sms,
    requests: ledger.requests,
    order: { service: { nativeId: 'mute' }, country, maxPrice: '5' },
  }
}

const handlerApiHosts = handlerApiProviders.map(
  ({ id, provider, dialect }): CanaryHost => ({
    id,
    provider,
    path: '/stubs/handler_api.php',
    emulate: options => emulatedHost(createHandlerApiEmulator({ ...quiet, ...options, dialect })),
    actions: { buy: 'getNumberV2', table: 'getPrices' },
  }),
)

const fiveSimHost: CanaryHost = {
  id: 'five-sim',
  provider: fiveSim,
  path: '/v1',
  emulate: options => emulatedHost(createFiveSimEmulator({ ...quiet, ...options })),
  actions: { buy: 'buy/activation', table: 'guest/prices' },
}

export const canaryHosts: readonly CanaryHost[] = [...handlerApiHosts, fiveSimHost]

/** HeroSMS and 5SIM as one, in either order; the second of them has a key of its own. */
export const failoverHosts = (secondKey: string): readonly CanaryHost[] =>
  canaryHosts.flatMap(hero =>
    hero.id === 'hero-sms' ? [pair(hero, fiveSimHost, secondKey), pair(fiveSimHost, hero, secondKey)] : [],
  )

/** Two hosts behind one `fetch`, told apart by their paths. */
function pair(first: CanaryHost, second: CanaryHost, secondKey: string): CanaryHost {
  return {
    ...first,
    id: `${first.id}, then ${second.id}`,
    provider: options => failover([first.provider(options), second.provider({ ...options, apiKey: secondKey })]),
    emulate(options) {
      const size = { services: 5, countries: 150 }
      const [one, other] = [
        first.emulate({ ...options, size }),
        second.emulate({ ...options, size, apiKey: secondKey }),
      ]
      const both = [one, other]
      return {
        fetch(input, init) {
          const { pathname } = new URL(input instanceof Request ? input.url : input)
          return (pathname.startsWith(second.path) ? other : one).fetch(input, init)
        },
        faults: {
          kinds: [...new Set(both.flatMap(({ faults }) => faults.kinds))],
          inject(fault) {
            for (const { faults } of both) if (faults.kinds.includes(fault.kind)) faults.inject(fault)
          },
          clear() {
            for (const { faults } of both) faults.clear()
          },
        },
        sms: id => (id.startsWith(`${second.id}:`) ? other : one).sms(id),
        requests: () => both.flatMap(({ requests }) => requests()),
        order: { service: 'telegram', country: 'GB', maxPrice: '5' },
      }
    },
  }
}
