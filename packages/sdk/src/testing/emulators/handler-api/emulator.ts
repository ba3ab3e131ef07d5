import { FakeClock } from '../../fake-clock.ts'
import { createFaultPlan, type FaultPlan } from '../../faults/fault-plan.ts'
import { createLedger, type Ledger, type LedgerSms } from '../ledger.ts'
import { createLimiter, type RateLimit } from '../limiter.ts'
import { createDesk } from './activations/desk.ts'
import { magicOf } from './activations/magic.ts'
import type { MessageWishes } from './activations/message.ts'
import { silence, usual } from './activations/script.ts'
import type { EmulatorCatalog } from './catalog/catalog.ts'
import { type CatalogSize, createCatalogOfSize } from './catalog/size.ts'
import { dialects, type HandlerApiDialectName } from './dialects/dialects.ts'
import { type HandlerApiFaults, handlerApiFaults } from './faults/handler-api-faults.ts'
import { PURCHASES } from './faults/purchase-faults.ts'
import { WEBHOOK } from './faults/sms-faults.ts'
import { createHandler } from './handler.ts'
import { createMemory } from './memory.ts'
import { createRentalCatalog, type EmulatorRentals } from './rentals/rental-catalog.ts'
import { plainSpelling, plainTelling, type Scene } from './scene.ts'
import { createCaller } from './webhooks/caller.ts'
import type { WebhookTarget } from './webhooks/style.ts'

/** What kind of a host to be. */
export interface HandlerApiEmulatorOptions {
  /** Whose manners it has. Default `hero-sms`. */
  readonly dialect?: HandlerApiDialectName
  /** The only key it accepts. Default `emulator-key`. */
  readonly apiKey?: string
  /** The account's money in US dollars, at most four decimals. Default `100.0000`. */
  readonly balance?: string
  /** Chooses prices, stocks and everything else that is made up; the same seed gives the same bytes. Default 1. */
  readonly seed?: number
  /** Default: the size of today's full catalogs, more than 400,000 offers. */
  readonly size?: CatalogSize
  /** The time it lives in. Default: a clock of its own that stands still. */
  readonly clock?: FakeClock
  /** Requests it takes before it answers 429. Default: any number. */
  readonly limit?: RateLimit
  /**
   * Whether numbers get an SMS by themselves, 5 to 40 seconds after the purchase and after each request for another one.
   * Default true. The magic services keep to their own scripts.
   */
  readonly autoSms?: boolean
  /** Whether every country also sells the magic services: `fast`, `slow`, `mute` and so on. Default false. */
  readonly magicServices?: boolean
  /**
   * Where it calls about every SMS, and carries on as the host does until somebody answers 200; by its clock, of which each
   * SMS and each call then comes at its instant, though nobody asks. `hero-sms` and `sms-bower` call, the others do not.
   */
  readonly webhook?: WebhookTarget
}

/** A host of the handler dialect that never leaves the process: same words, same quirks, no money. */
export interface HandlerApiEmulator {
  /**
   * Answers a request to `/stubs/handler_api.php` (404 elsewhere). Bound, so that it can stand in for the global `fetch`
   * of a client; redirects are handed back, not followed. Rejects as `fetch` does when aborted or reset.
   */
  fetch(this: void, input: string | URL | Request, init?: RequestInit): Promise<Response>
  /**
   * Delivers an SMS to an activation or a rental; what is not given is invented. A text without a code has none. The id is the host's,
   * with or without the provider in front (`hero-sms:3000000002`).
   * Throws a RangeError where nothing is open under this id.
   */
  sms(this: void, activationId: string, message?: MessageWishes): LedgerSms
  readonly apiKey: string
  readonly clock: FakeClock
  readonly catalog: EmulatorCatalog
  /** What is rented out; only `hero-sms` does. */
  readonly rentals: EmulatorRentals
  readonly ledger: Ledger
  readonly faults: FaultPlan<HandlerApiFaults>
}

/**
 * Starts an emulator. Throws a RangeError for a balance, a size or a limit that cannot be, and for a webhook of a host that
 * has none.
 */
export function createHandlerApiEmulator(options: HandlerApiEmulatorOptions = {}): HandlerApiEmulator {
  const { apiKey = 'emulator-key', balance = '100.0000', seed = 1, size = {}, clock = new FakeClock() } = options
  const { autoSms = true, magicServices = false, limit, webhook: target } = options
  const dialect = dialects[options.dialect ?? 'hero-sms']
  const catalog = createCatalogOfSize(dialect, size, seed, magicServices)
  const rentals = createRentalCatalog(catalog, seed, country => dialect.rents?.(country) ?? false)
  const table = handlerApiFaults(dialect)
  const { plan: faults, take } = createFaultPlan<HandlerApiFaults, Scene>(table)
  const { webhook: style } = dialect
  if (target && !style) throw new RangeError(`${options.dialect} has no webhook`)
  const calls = () => (take(WEBHOOK, true)?.effect.scene?.(scene()) ?? scene()).telling.calls
  const { desk, books, settle } = createDesk({
    catalog,
    rentals,
    style: dialect.sale,
    clock,
    seed,
    balance,
    scriptOf: service => magicOf(service)?.script ?? (autoSms ? usual : silence),
    ...(target && style && { arrived: createCaller({ style, target, clock, calls }) }),
  })
  const { ledger, receive } = createLedger(books)
  const remember = createMemory(() => catalog.revision)
  const scene = (): Scene => ({
    catalog,
    rentals,
    desk,
    spelling: plainSpelling,
    telling: plainTelling,
    balance: books.balance,
    now: clock.now(),
    remember,
  })
  /** The fault that comes with a magic service. */
  const builtIn = (action: string, query: URLSearchParams) => {
    const kind = PURCHASES.has(action) ? magicOf(query.get('service') ?? '')?.fault : undefined
    return kind ? { kind, effect: table[kind]({}) } : null
  }
  const answer = createHandler({
    dialect,
    apiKey,
    clock,
    receive,
    settle,
    wait: limit ? createLimiter(limit, clock) : () => 0,
    retryAfter: limit?.retryAfter ?? true,
    scene,
    faultOf: (action, query) => take(action) ?? builtIn(action, query),
  })

  return {
    // A request that is one already is not copied: that costs as much as answering it.
    fetch: async (input, init) => answer(input instanceof Request && !init ? input : new Request(input, init)),
    sms(activationId, message = {}) {
      settle()
      return desk.deliver(activationId.slice(activationId.lastIndexOf(':') + 1), message)
    },
    apiKey,
    clock,
    catalog,
    rentals,
    ledger,
    faults,
  }
}
