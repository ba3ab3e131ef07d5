import { FakeClock } from '../../fake-clock.ts'
import { createFaultPlan, type FaultPlan } from '../../faults/fault-plan.ts'
import { magicOf } from '../handler-api/activations/magic.ts'
import type { MessageWishes } from '../handler-api/activations/message.ts'
import { silence, usual } from '../handler-api/activations/script.ts'
import type { CatalogSize } from '../handler-api/catalog/size.ts'
import { createMemory } from '../handler-api/memory.ts'
import { plainSpelling } from '../handler-api/scene.ts'
import { createLedger, type Ledger, type LedgerSms } from '../ledger.ts'
import { createLimiter, type RateLimit } from '../limiter.ts'
import type { FiveSimCatalog } from './catalog/catalog.ts'
import { createCatalogOfSize } from './catalog/size.ts'
import { PURCHASES } from './faults/altered.ts'
import { type FiveSimFaults, fiveSimFaults } from './faults/five-sim-faults.ts'
import { createHandler } from './handler.ts'
import { createDesk } from './orders/desk.ts'
import type { Match } from './routes.ts'
import type { Scene } from './scene.ts'

/** What the host is like. */
export interface FiveSimEmulatorOptions {
  /** The only key it accepts. Default `emulator-key`. */
  readonly apiKey?: string
  /** The account's money, at most four decimals. Default `100.0000`. */
  readonly balance?: string
  /** Chooses prices, stocks and everything else that is made up; the same seed gives the same bytes. Default 1. */
  readonly seed?: number
  /** Default: the size of today's full catalog, 900 products in 176 countries, each a third of them. */
  readonly size?: CatalogSize
  /** The time it lives in. Default: a clock of its own that stands still. */
  readonly clock?: FakeClock
  /** Requests it takes before it answers 429, which never says when to come back. Default: any number. */
  readonly limit?: Omit<RateLimit, 'retryAfter'>
  /** Whether numbers get an SMS by themselves, 5 to 40 seconds after the purchase. Default true. */
  readonly autoSms?: boolean
  /** Whether every country also sells the magic products: `fast`, `slow`, `mute` and so on. Default false. */
  readonly magicServices?: boolean
}

/** A host of the 5SIM protocol that never leaves the process: same words, same quirks, no money. */
export interface FiveSimEmulator {
  /**
   * Answers a request below `/v1` (404 elsewhere). Bound, so that it can stand in for the global `fetch` of a client;
   * redirects are handed back, not followed. Rejects as `fetch` does when aborted or reset.
   */
  fetch(this: void, input: string | URL | Request, init?: RequestInit): Promise<Response>
  /**
   * Delivers an SMS to an order; what is not given is invented. A text without a code has none. The id is the host's,
   * with or without the provider in front (`five-sim:1090000002`).
   * Throws a RangeError where no order is open under this id.
   */
  sms(this: void, orderId: string, message?: MessageWishes): LedgerSms
  readonly apiKey: string
  readonly clock: FakeClock
  readonly catalog: FiveSimCatalog
  readonly ledger: Ledger
  readonly faults: FaultPlan<FiveSimFaults>
}

/** Starts an emulator. Throws a RangeError for a balance, a size or a limit that cannot be. */
export function createFiveSimEmulator(options: FiveSimEmulatorOptions = {}): FiveSimEmulator {
  const { apiKey = 'emulator-key', balance = '100.0000', seed = 1, size = {}, clock = new FakeClock() } = options
  const { autoSms = true, magicServices = false, limit } = options
  const catalog = createCatalogOfSize(size, seed, magicServices)
  const { desk, books, settle } = createDesk({
    catalog,
    clock,
    seed,
    balance,
    scriptOf: product => magicOf(product)?.script ?? (autoSms ? usual : silence),
  })
  const { ledger, receive } = createLedger(books)
  const { plan: faults, take } = createFaultPlan<FiveSimFaults, Scene>(fiveSimFaults)
  const remember = createMemory(() => catalog.revision)
  /** The fault that comes with a magic product. */
  const builtIn = ({ action, params: { product = '' } }: Match) => {
    const kind = PURCHASES.has(action) ? magicOf(product)?.fault : undefined
    return kind ? { kind, effect: fiveSimFaults[kind]({}) } : null
  }
  const answer = createHandler({
    apiKey,
    clock,
    receive,
    settle,
    wait: limit ? createLimiter(limit, clock) : () => 0,
    scene: () => ({ catalog, desk, spelling: plainSpelling, balance: books.balance, now: clock.now(), remember }),
    faultOf: call => take(call.action) ?? builtIn(call),
  })

  return {
    // A request that is one already is not copied: that costs as much as answering it.
    fetch: async (input, init) => answer(input instanceof Request && !init ? input : new Request(input, init)),
    sms(orderId, message = {}) {
      settle()
      return desk.deliver(orderId.slice(orderId.lastIndexOf(':') + 1), message)
    },
    apiKey,
    clock,
    catalog,
    ledger,
    faults,
  }
}
