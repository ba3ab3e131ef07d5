import type { Provider } from '@onesms/sdk'
import { Hono } from 'hono'
import { readCatalogState } from '../db/store/read/snapshot.ts'
import type { Database } from '../db/tables.ts'
import { CatalogCache } from './cache/catalog-cache.ts'
import { type Clock, monotonicClock } from './clock.ts'
import { createDatabaseGate } from './database-gate.ts'
import { replyFailure } from './failure.ts'
import { replyProblem } from './problem.ts'
import { refusalOf } from './refusal.ts'
import { availabilityRoute } from './routes/availability.ts'
import { countriesRoute } from './routes/countries.ts'
import { livezRoute, readyzRoute } from './routes/health.ts'
import { offersRoute } from './routes/offers.ts'
import type { Route } from './routes/route.ts'
import { servicesRoute } from './routes/services.ts'
import { syncLogsRoute } from './routes/sync-logs.ts'

export interface AppContext {
  readonly database: Database
  /** Asked for what they sell at this moment. */
  readonly providers: readonly Provider[]
  /** Whether the rest of the daemon works; `false` while it starts and stops. */
  readonly isReady: () => boolean
  /** Told of failures that are answered with no more than «the server failed». */
  readonly onError: (error: unknown) => void
  /** Default: the monotonic clock of the system. */
  readonly clock?: Clock
}

/** The HTTP API, without a port. */
export interface App {
  /** Never rejects. */
  fetch(request: Request): Promise<Response>
}

const VERSION_DEADLINE = 1_000

/**
 * The catalog over HTTP, for this machine alone: to read, with nothing to prove who asks. Requests addressed to any name
 * but a loopback one are refused.
 */
export function createApp({ clock = monotonicClock, ...given }: AppContext): App {
  const context = { ...given, clock, gate: createDatabaseGate(clock) }
  const readVersion = async () => (await readCatalogState(context.database)).version
  const cache = new CatalogCache(clock, () => context.gate(readVersion, VERSION_DEADLINE))
  const routes = new Map<string, Route>([
    ['/v1/services', servicesRoute(context, cache)],
    ['/v1/countries', countriesRoute(context, cache)],
    ['/v1/offers', offersRoute(context)],
    ['/v1/availability', availabilityRoute(context)],
    ['/v1/sync/logs', syncLogsRoute(context)],
    ['/livez', livezRoute],
    ['/readyz', readyzRoute(context)],
  ])

  const hono = new Hono()
  for (const [path, route] of routes) hono.get(path, ({ req }) => route(req.raw))
  hono.notFound(({ req }) =>
    routes.has(req.path)
      ? replyProblem({
          code: 'method_not_allowed',
          detail: `${req.path} can be asked with GET and HEAD.`,
          headers: { allow: 'GET, HEAD' },
        })
      : replyProblem({ code: 'not_found', detail: `There are: ${[...routes.keys()].join(', ')}.` }),
  )
  // Thrown on to where also that which is not an Error is caught.
  hono.onError(error => {
    throw error
  })

  return {
    fetch: async request => {
      try {
        return refusalOf(request) ?? (await hono.fetch(request))
      } catch (error) {
        return replyFailure(error, given.onError)
      }
    },
  }
}
