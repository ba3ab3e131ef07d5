import type { Provider } from '@onesms/sdk'
import { Hono } from 'hono'
import { readCatalogState } from '../db/store/read/snapshot.ts'
import type { Database } from '../db/tables.ts'
import type { Trigger } from '../scheduler/trigger.ts'
import type { KnownToken } from './auth/authenticate.ts'
import { createAuthenticator } from './auth/authenticate.ts'
import { guarded } from './auth/guard.ts'
import type { Scope } from './auth/scope.ts'
import { CatalogCache } from './cache/catalog-cache.ts'
import { type Clock, monotonicClock } from './clock.ts'
import { createDatabaseGate } from './database-gate.ts'
import { replyFailure } from './failure.ts'
import { replyProblem } from './problem.ts'
import { refusalsFor } from './refusal.ts'
import { availabilityRoute } from './routes/availability.ts'
import { countriesRoute } from './routes/countries.ts'
import { livezRoute, readyzRoute } from './routes/health.ts'
import { offersRoute } from './routes/offers.ts'
import type { Route } from './routes/route.ts'
import { servicesRoute } from './routes/services.ts'
import { syncPaths, syncRoute } from './routes/sync.ts'
import { syncLogsRoute } from './routes/sync-logs.ts'

export interface AppContext {
  readonly database: Database
  /** Asked for what they sell at this moment. */
  readonly providers: readonly Provider[]
  /** Whether the rest of the daemon works; `false` while it starts and stops. */
  readonly isReady: () => boolean
  /** Has a job run now; where it runs already, that run is the answer. */
  readonly triggerSync: Trigger['run']
  /** Told of failures that are answered with no more than «the server failed». */
  readonly onError: (error: unknown) => void
  /** Who may do what. Default: nobody is known, and whoever reaches it may read the catalog. */
  readonly tokens?: readonly KnownToken[]
  /** Names it answers to beside those of this machine. Default: none. */
  readonly hosts?: readonly string[]
  /** Default: the monotonic clock of the system. */
  readonly clock?: Clock
}

/** One way to ask, what one must be allowed to in order to ask it (`null`: nothing), and who answers. */
export interface RouteEntry {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly scope: Scope | null
  readonly route: Route
}

/** The HTTP API, without a port. */
export interface App {
  /** Never rejects. */
  fetch(request: Request): Promise<Response>
}

const VERSION_DEADLINE = 1_000

/** Every route there is. */
export function routesOf({ clock = monotonicClock, ...given }: AppContext): readonly RouteEntry[] {
  const context = { ...given, clock, gate: createDatabaseGate(clock) }
  const readVersion = async () => (await readCatalogState(context.database)).version
  const cache = new CatalogCache(clock, () => context.gate(readVersion, VERSION_DEADLINE))
  const read = (path: string, scope: Scope | null, route: Route): RouteEntry => ({ method: 'GET', path, scope, route })
  return [
    read('/v1/services', 'catalog:read', servicesRoute(context, cache)),
    read('/v1/countries', 'catalog:read', countriesRoute(context, cache)),
    read('/v1/offers', 'catalog:read', offersRoute(context)),
    read('/v1/availability', 'catalog:read', availabilityRoute(context)),
    read('/v1/sync/logs', 'catalog:read', syncLogsRoute(context)),
    ...syncPaths.map(({ job, path }): RouteEntry => {
      return { method: 'POST', path, scope: 'sync:trigger', route: syncRoute(job, context) }
    }),
    read('/livez', null, livezRoute),
    read('/readyz', null, readyzRoute(context)),
  ]
}

/**
 * The catalog over HTTP. Requests addressed to a name it does not know as its own are refused, and so is whoever does not
 * prove the right to ask.
 */
export function createApp(given: AppContext): App {
  const routes = routesOf(given)
  const refusal = refusalsFor(given.hosts ?? [])
  const authenticate = createAuthenticator(given.tokens ?? [])

  const hono = new Hono()
  for (const { method, path, scope, route } of routes) {
    const answer = scope === null ? route : guarded(route, scope, authenticate)
    hono.on(method, path, ({ req }) => answer(req.raw))
  }
  hono.notFound(({ req }) => {
    const entry = routes.find(({ path }) => path === req.path)
    if (!entry) {
      return replyProblem({ code: 'not_found', detail: `There are: ${routes.map(({ path }) => path).join(', ')}.` })
    }
    const allowed = entry.method === 'GET' ? ['GET', 'HEAD'] : [entry.method]
    return replyProblem({
      code: 'method_not_allowed',
      detail: `${req.path} can be asked with ${allowed.join(' and ')}.`,
      headers: { allow: allowed.join(', ') },
    })
  })
  // Thrown on to where also that which is not an Error is caught.
  hono.onError(error => {
    throw error
  })

  return {
    fetch: async request => {
      try {
        return refusal(request) ?? (await hono.fetch(request))
      } catch (error) {
        return replyFailure(error, given.onError)
      }
    },
  }
}
