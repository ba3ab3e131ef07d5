import type { Provider } from '@onesms/sdk'
import { Hono } from 'hono'
import type { Accounts } from '../accounts/accounts.ts'
import { readCatalogState } from '../db/store/read/snapshot.ts'
import type { Database } from '../db/tables.ts'
import type { JobSchedule } from '../jobs/job.ts'
import type { LowBalances } from '../jobs/upkeep.ts'
import type { AnsweredRequest } from '../observability/log-request.ts'
import { createMetrics, type Metrics } from '../observability/metrics.ts'
import { createOperationsWatch } from '../observability/operations-watch.ts'
import { NOTHING, type PurchasePolicy } from '../purchase/policy.ts'
import type { Trigger } from '../scheduler/trigger.ts'
import { purchaseRoutes } from './activations/routes.ts'
import { adminRoutes } from './admin/admin-routes.ts'
import { analyticsRoutes } from './analytics/analytics-routes.ts'
import { createAuthenticator } from './auth/authenticate.ts'
import { createCookieSessions } from './auth/cookie-session.ts'
import { doorTo } from './auth/guard.ts'
import type { KnownToken } from './auth/identity.ts'
import { createSessions } from './auth/sessions.ts'
import { CatalogCache } from './cache/catalog-cache.ts'
import { catalogRoutes } from './catalog-routes.ts'
import { type Clock, monotonicClock } from './clock.ts'
import { createCors } from './cors.ts'
import { createDatabaseGate } from './database-gate.ts'
import { eventRoutes } from './events/event-routes.ts'
import { replyFailure } from './failure.ts'
import { createLines } from './lines.ts'
import { observed, type RequestTrace } from './observe.ts'
import { operationRoutes } from './operations/operation-routes.ts'
import type { Ask, Pages } from './pages.ts'
import { replyProblem } from './problem.ts'
import { refusalsFor } from './refusal.ts'
import { balanceRoutes } from './routes/balances.ts'
import type { RouteEntry } from './routes/route.ts'
import { tokenRoutes } from './sessions/token-routes.ts'
import { type IncomingWebhooks, NO_CALLS } from './webhooks/incoming.ts'
import { webhookRoutes } from './webhooks/webhook-routes.ts'

export interface AppContext {
  readonly database: Database
  /** Asked for what they sell at this moment. */
  readonly providers: readonly Provider[]
  /** What buys with them. Default: none, so that nothing is bought. */
  readonly accounts?: Accounts
  /** What may be bought. Default: nothing. */
  readonly purchase?: PurchasePolicy
  /** Whether the rest of the daemon works; `false` while it starts and stops. */
  readonly isReady: () => boolean
  /** Has a job run now; where it runs already, that run is the answer. */
  readonly triggerSync: Trigger['run']
  /** When which job runs, for who looks. Default: none does by itself. */
  readonly schedule?: JobSchedule
  /** Which calls of providers are let in. Default: none. */
  readonly incoming?: IncomingWebhooks
  /** By account: below it the balance is low. Default: none. */
  readonly lowBalances?: LowBalances
  /** Days for which it is known how offers moved; 0: for ever. Default 7. */
  readonly historyDays?: number
  /** Told of failures that are answered with no more than «the server failed». */
  readonly onError: (error: unknown) => void
  /** Told of each request once it is answered. */
  readonly onRequest?: ((request: AnsweredRequest) => void) | undefined
  /** What is counted. Default: figures of its own, all from nothing. */
  readonly metrics?: Metrics
  /** Who may do what. Default: nobody is known, and whoever reaches it may read the catalog. */
  readonly tokens?: readonly KnownToken[]
  /** Names it answers to beside those of this machine. Default: none. */
  readonly hosts?: readonly string[]
  /** Of pages that may read what the API answers. Default: none. */
  readonly origins?: readonly string[]
  /** What is served where no route is. Default: nothing. */
  readonly pages?: Pages
  /** Ends what would go on for ever: streams of events. Default: nothing does. */
  readonly signal?: AbortSignal
  /** Default: the monotonic clock of the system. */
  readonly clock?: Clock
}

/** The HTTP API, without a port. */
export interface App {
  /** Never rejects. */
  fetch(request: Request): Promise<Response>
}

const VERSION_DEADLINE = 1_000

/** Every route there is. */
export function routesOf(given: AppContext): readonly RouteEntry[] {
  return compose(given).routes
}

/** The routes, and what tells who may take them. */
function compose({
  clock = monotonicClock,
  accounts = new Map(),
  purchase = NOTHING,
  lowBalances = {},
  metrics = createMetrics(),
  schedule = {},
  historyDays = 7,
  tokens = [],
  signal = new AbortController().signal,
  ...given
}: AppContext) {
  const gate = createDatabaseGate(clock)
  const ownGate = createDatabaseGate(clock)
  const sessions = createSessions({ database: given.database, gate: ownGate, clock, tokens })
  const cookies = createCookieSessions(sessions, tokens)
  const context = {
    ...given,
    accounts,
    purchase,
    lowBalances,
    schedule,
    historyDays,
    clock,
    gate,
    ownGate,
    cookies,
    inLine: createLines(),
  }
  const watch = createOperationsWatch({ ...context, gate: ownGate })
  const readVersion = async () => (await readCatalogState(context.database)).version
  const cache = new CatalogCache(clock, () => ownGate(readVersion, VERSION_DEADLINE))
  const authenticate = createAuthenticator(tokens, sessions)
  const routes: readonly RouteEntry[] = [
    ...catalogRoutes(context, cache),
    ...balanceRoutes(context),
    ...operationRoutes(context, { metrics, watch, routes: () => routes }),
    ...tokenRoutes(sessions),
    ...purchaseRoutes({ ...context, gate: createDatabaseGate(clock) }),
    ...analyticsRoutes(context),
    ...webhookRoutes(context, given.incoming ?? NO_CALLS),
    ...eventRoutes({ ...context, authenticate, signal }),
    ...adminRoutes(context),
  ]
  return { routes, cookies, authenticate }
}

/**
 * The catalog over HTTP. Requests addressed to a name it does not know as its own are refused, and so is whoever does not
 * prove the right to ask.
 */
export function createApp(given: AppContext): App {
  const { routes, ...proof } = compose(given)
  const refusal = refusalsFor(given.hosts ?? [])
  const origins = given.origins ?? []
  const cors = origins.length > 0 ? createCors(origins) : null
  const hono = new Hono<{ Bindings: RequestTrace }>()
  for (const { method, path, scope, route } of routes) {
    const door = doorTo({ path, scope }, proof)
    hono.on(method, path, async context => {
      context.env.route = path
      const admitted = await door(context.req.raw)
      if (admitted instanceof Response) return admitted
      const { request, identity } = admitted
      const params: Readonly<Record<string, string>> = context.req.param()
      // No text in the database holds it, so nothing has such a name.
      if (Object.values(params).some(value => value.includes('\0'))) return replyProblem(NOTHING_THERE)
      return route(request, { params, identity, requestId: context.env.requestId })
    })
  }
  hono.notFound(async ({ req, env }) => {
    const here = routes.filter(({ path }) => pathPattern(path).test(req.path))
    if (here.length === 0) {
      const ask: Ask = async (path, init) => hono.fetch(new Request(new URL(path, req.url), init), { ...env })
      const page = await given.pages?.(req.raw, ask)
      if (page) return page
      const paths = [...new Set(routes.map(({ path }) => path))]
      return replyProblem({ code: 'not_found', detail: `There are: ${paths.join(', ')}.` })
    }
    const allowed = here.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
    return replyProblem({
      code: 'method_not_allowed',
      // Not the path itself: there may be a secret in it.
      detail: `${here[0]?.path} can be asked with ${allowed.join(' and ')}.`,
      headers: { allow: allowed.join(', ') },
    })
  })
  // Thrown on to where also that which is not an Error is caught.
  hono.onError(error => {
    throw error
  })
  const answer = async (request: Request, trace: RequestTrace) => {
    try {
      return refusal(request) ?? cors?.preflight(request) ?? (await hono.fetch(request, trace))
    } catch (error) {
      return replyFailure(error, given.onError)
    }
  }
  const answerPages = cors
    ? async (request: Request, trace: RequestTrace) => cors.allow(request, await answer(request, trace))
    : answer
  const { clock = monotonicClock, onRequest } = given
  return { fetch: request => observed(request, { clock, onRequest }, trace => answerPages(request, trace)) }
}

const NOTHING_THERE = { code: 'not_found', detail: 'Nothing has such a name.' } as const

const pathPattern = (path: string) => new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/:\w+/g, '[^/]+')}$`)
