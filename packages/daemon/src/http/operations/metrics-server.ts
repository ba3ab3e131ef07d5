import type { Database } from '../../db/tables.ts'
import type { Metrics } from '../../observability/metrics.ts'
import { createOperationsWatch } from '../../observability/operations-watch.ts'
import { type Clock, monotonicClock } from '../clock.ts'
import { createDatabaseGate } from '../database-gate.ts'
import { replyFailure } from '../failure.ts'
import { replyProblem } from '../problem.ts'
import { refusalsFor } from '../refusal.ts'
import { type Served, serve } from '../server.ts'
import { replyMetrics } from './reply-metrics.ts'

export interface MetricsServerOptions {
  readonly database: Database
  readonly metrics: Metrics
  readonly port: number
  readonly host: string
  /** Names it answers to beside those of this machine. */
  readonly hosts: readonly string[]
  readonly onError: (error: unknown) => void
  readonly clock?: Clock
}

/** `/metrics` on a port of its own, without a token: for a network that only Prometheus reaches. There is nothing else on it. */
export function serveMetrics({
  database,
  metrics,
  port,
  host,
  hosts,
  onError,
  clock = monotonicClock,
}: MetricsServerOptions): Promise<Served> {
  const watch = createOperationsWatch({ database, gate: createDatabaseGate(clock), clock })
  const refusal = refusalsFor([...hosts, host])
  const answer = async (request: Request): Promise<Response> => {
    if (new URL(request.url).pathname === '/metrics' && request.method === 'GET') return replyMetrics(metrics, watch)
    return replyProblem({ code: 'not_found', detail: 'There is: GET /metrics.' })
  }
  const fetch = async (request: Request) => {
    try {
      return refusal(request) ?? (await answer(request))
    } catch (error) {
      return replyFailure(error, onError)
    }
  }
  // Who configures it says that it may be read by whoever reaches it.
  return serve({ fetch, port, hostname: host, isGuarded: true })
}
