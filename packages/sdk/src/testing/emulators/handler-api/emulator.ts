import { FakeClock } from '../../fake-clock.ts'
import { respond } from '../../faults/delivery-faults.ts'
import { createFaultPlan, type FaultPlan } from '../../faults/fault-plan.ts'
import { createLedger, type Ledger } from '../ledger.ts'
import type { EmulatorCatalog } from './catalog/catalog.ts'
import { type CatalogSize, createCatalogOfSize } from './catalog/size.ts'
import { dialects, type HandlerApiDialectName } from './dialects/dialects.ts'
import { type HandlerApiFaults, handlerApiFaults } from './faults/handler-api-faults.ts'
import { createMemory } from './memory.ts'
import { route } from './route.ts'
import { plainSpelling, type Scene } from './scene.ts'

/** The one address the protocol has. */
const PATH = '/stubs/handler_api.php'

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
}

/** A host of the handler dialect that never leaves the process: same words, same quirks, no money. */
export interface HandlerApiEmulator {
  /**
   * Answers a request to `/stubs/handler_api.php` (404 elsewhere). Bound, so that it can stand in for the global `fetch`
   * of a client; redirects are handed back, not followed. Rejects as `fetch` does when aborted or reset.
   */
  fetch(this: void, input: string | URL | Request, init?: RequestInit): Promise<Response>
  readonly apiKey: string
  readonly clock: FakeClock
  readonly catalog: EmulatorCatalog
  readonly ledger: Ledger
  readonly faults: FaultPlan<HandlerApiFaults>
}

/** Starts an emulator. Throws a RangeError for a balance or a size that cannot be. */
export function createHandlerApiEmulator(options: HandlerApiEmulatorOptions = {}): HandlerApiEmulator {
  const { apiKey = 'emulator-key', balance = '100.0000', seed = 1, size = {}, clock = new FakeClock() } = options
  const dialect = dialects[options.dialect ?? 'hero-sms']
  const catalog = createCatalogOfSize(dialect, size, seed)
  const { ledger, receive } = createLedger(balance)
  const table = handlerApiFaults(dialect)
  const { plan: faults, take } = createFaultPlan<HandlerApiFaults, Scene>(table)
  const remember = createMemory(() => catalog.revision)
  const scene = (): Scene => ({ catalog, spelling: plainSpelling, balance: ledger.balance, remember })

  const answer = async (request: Request): Promise<Response> => {
    request.signal.throwIfAborted()
    const { pathname, searchParams: query } = new URL(request.url)
    if (pathname !== PATH) return new Response('Not Found', { status: 404 })

    const action = query.get('action') ?? ''
    const fault = take(action)
    const settle = receive({ at: clock.now(), action, params: publicParams(query), fault: fault?.kind ?? null })
    const call = { method: request.method, authorization: request.headers.get('authorization'), query }
    const { scene: alter, reply: spoil, deliver } = fault?.effect ?? {}
    // What a fault makes up must not be kept as the truth.
    const seen = alter ? alter({ ...scene(), remember: (_, write) => write() }) : scene()
    const truth = route(dialect, call, seen, apiKey)
    const reply = spoil ? spoil(truth, request) : truth
    const response = deliver ? await deliver(reply, { clock, signal: request.signal }) : respond(reply)
    settle(response)
    return response
  }

  return { fetch: async (input, init) => answer(new Request(input, init)), apiKey, clock, catalog, ledger, faults }
}

function publicParams(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...query].filter(([name]) => name !== 'api_key' && name !== 'action'))
}
