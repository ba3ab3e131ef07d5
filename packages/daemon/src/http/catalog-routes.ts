import type { CatalogCache } from './cache/catalog-cache.ts'
import { availabilityDoc, availabilityRoute } from './routes/availability.ts'
import { countriesDoc, countriesRoute } from './routes/countries.ts'
import { livezDoc, livezRoute, readyzDoc, readyzRoute } from './routes/health.ts'
import { offersDoc, offersRoute } from './routes/offers.ts'
import type { RouteContext, RouteEntry } from './routes/route.ts'
import { servicesDoc, servicesRoute } from './routes/services.ts'
import { syncDoc, syncPaths, syncRoute } from './routes/sync.ts'
import { syncLogsDoc, syncLogsRoute } from './routes/sync-logs.ts'

/** The catalog, its syncs, and whether all is well. */
export function catalogRoutes(context: RouteContext, cache: CatalogCache): readonly RouteEntry[] {
  const read = (path: string, scope: RouteEntry['scope'], doc: RouteEntry['doc'], route: RouteEntry['route']) =>
    ({ method: 'GET', path, scope, doc, route }) as const
  return [
    read('/v1/services', 'catalog:read', servicesDoc, servicesRoute(context, cache)),
    read('/v1/countries', 'catalog:read', countriesDoc, countriesRoute(context, cache)),
    read('/v1/offers', 'catalog:read', offersDoc, offersRoute(context)),
    read('/v1/availability', 'catalog:read', availabilityDoc, availabilityRoute(context)),
    read('/v1/sync/logs', 'catalog:read', syncLogsDoc, syncLogsRoute(context)),
    ...syncPaths.map(({ job, path }): RouteEntry => {
      return { method: 'POST', path, scope: 'sync:trigger', doc: syncDoc(job), route: syncRoute(job, context) }
    }),
    read('/livez', null, livezDoc, livezRoute),
    read('/readyz', null, readyzDoc, readyzRoute(context)),
  ]
}
