import type { Log } from './log.ts'
import type { LogLevel } from './log-format.ts'

/** A request to our own API that was answered. */
export interface AnsweredRequest {
  readonly request_id: string
  readonly method: string
  /** The path of its route, with `:name` where something else stood, such as a secret; `null` when there is no such route. */
  readonly route: string | null
  readonly status: number
  /** Until the head of the answer. */
  readonly duration_ms: number
}

/** One line for a request: its route, and neither its path nor its query. */
export function logRequest(log: Log, { request_id, method, route, status, duration_ms }: AnsweredRequest): void {
  const action = `${method} ${route ?? 'elsewhere'}`
  log[levelOf(method, status)](`${action} ${status}`, {
    request_id,
    action,
    http_status: status,
    duration_ms: Math.round(duration_ms * 10) / 10,
  })
}

/** What only read, and went well, is not worth a line each time. */
function levelOf(method: string, status: number): LogLevel {
  if (status >= 500) return 'warn'
  return (method === 'GET' || method === 'HEAD') && status < 400 ? 'debug' : 'info'
}
