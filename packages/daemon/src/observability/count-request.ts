import type { AnsweredRequest } from './log-request.ts'
import type { Metrics } from './metrics.ts'

const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'DELETE', 'OPTIONS'])

/** Counts a request to our own API. What was asked for elsewhere is one label, or a stranger could make any number of them. */
export function countRequest(metrics: Metrics, { method, route, status, duration_ms }: AnsweredRequest): void {
  const where = route ?? 'elsewhere'
  metrics.httpRequests.inc({ method: METHODS.has(method) ? method : 'other', route: where, status })
  metrics.httpDuration.observe({ route: where }, duration_ms / 1_000)
}
