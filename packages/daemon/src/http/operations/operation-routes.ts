import type { Metrics } from '../../observability/metrics.ts'
import type { OperationsWatch } from '../../observability/operations-watch.ts'
import type { RouteContext, RouteEntry } from '../routes/route.ts'
import { docsRoutes } from './docs.ts'
import { openapiDoc, openapiRoute } from './openapi.ts'
import { replyMetrics } from './reply-metrics.ts'
import { startupzDoc, startupzRoute } from './startupz.ts'
import { statusDoc, statusRoute } from './status.ts'

export interface OperationParts {
  readonly metrics: Metrics
  readonly watch: OperationsWatch
  /** All there are, these too. */
  readonly routes: () => readonly RouteEntry[]
}

/** How the work goes, and what this API is. */
export function operationRoutes(
  context: RouteContext,
  { metrics, watch, routes }: OperationParts,
): readonly RouteEntry[] {
  const get = (path: string, scope: RouteEntry['scope'], doc: RouteEntry['doc'], route: RouteEntry['route']) =>
    ({ method: 'GET', path, scope, doc, route }) as const
  return [
    get('/startupz', null, startupzDoc, startupzRoute(context)),
    get('/metrics', 'admin', METRICS_DOC, () => replyMetrics(metrics, watch)),
    get('/v1/status', 'catalog:read', statusDoc, statusRoute(metrics, watch)),
    get('/openapi.json', 'catalog:read', openapiDoc, openapiRoute(routes)),
    ...docsRoutes(),
  ]
}

const METRICS_DOC: RouteEntry['doc'] = {
  tag: 'Operations',
  summary: 'All that is counted, for Prometheus',
  description: 'May have a port of its own: `metrics.port`.',
  replies: { 200: { description: 'Metrics', contentType: 'text/plain; version=0.0.4; charset=utf-8' } },
}
