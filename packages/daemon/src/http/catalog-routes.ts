import type { CatalogCache } from './cache/catalog-cache.ts'
import { availabilityRoute } from './routes/availability.ts'
import { countriesRoute } from './routes/countries.ts'
import { livezRoute, readyzRoute } from './routes/health.ts'
import { offersRoute } from './routes/offers.ts'
import type { RouteContext, RouteEntry } from './routes/route.ts'
import { servicesRoute } from './routes/services.ts'
import { syncPaths, syncRoute } from './routes/sync.ts'
import { syncLogsRoute } from './routes/sync-logs.ts'

/** The catalog, its syncs, and whether all is well. */
export function catalogRoutes(context: RouteContext, cache: CatalogCache): readonly RouteEntry[] {
  const read = (path: string, scope: RouteEntry['scope'], route: RouteEntry['route'], summary: string): RouteEntry => {
    const doc = { tag: scope === null ? 'Health' : 'Catalog', summary, replies: { 200: { description: summary } } }
    return { method: 'GET', path, scope, route, doc }
  }
  return [
    read(
      '/v1/services',
      'catalog:read',
      servicesRoute(context, cache),
      'Services, with their stock over all providers',
    ),
    read(
      '/v1/countries',
      'catalog:read',
      countriesRoute(context, cache),
      'Countries, with their stock over all providers',
    ),
    read('/v1/offers', 'catalog:read', offersRoute(context), 'Offers of one service, the cheapest first'),
    read('/v1/availability', 'catalog:read', availabilityRoute(context), 'What the providers sell at this moment'),
    read('/v1/sync/logs', 'catalog:read', syncLogsRoute(context), 'Runs, the latest first'),
    ...syncPaths.map(({ job, path }): RouteEntry => {
      const doc = { tag: 'Sync', summary: `Have ${job} run now`, replies: { 202: { description: 'The runs' } } }
      return { method: 'POST', path, scope: 'sync:trigger', route: syncRoute(job, context), doc }
    }),
    read('/livez', null, livezRoute, 'Whether the process answers'),
    read('/readyz', null, readyzRoute(context), 'Whether to send requests here'),
  ]
}
