import type { Metrics } from '../../observability/metrics.ts'
import type { OperationsWatch } from '../../observability/operations-watch.ts'
import { headersWith } from '../reply.ts'

/** All that is counted, as Prometheus reads it. Without the database it says so, and goes on with what the process knows. */
export async function replyMetrics(metrics: Metrics, watch: OperationsWatch): Promise<Response> {
  try {
    metrics.tables.set(await watch.look())
    metrics.up.set({ part: 'database' }, 1)
  } catch {
    metrics.tables.clear()
    metrics.up.set({ part: 'database' }, 0)
  }
  return new Response(await metrics.registry.metrics(), {
    headers: headersWith({ 'content-type': metrics.registry.contentType, 'cache-control': 'no-store' }),
  })
}
