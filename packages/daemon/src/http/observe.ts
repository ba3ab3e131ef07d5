import type { AnsweredRequest } from '../observability/log-request.ts'
import { requestIdOf } from '../observability/request-id.ts'
import type { Clock } from './clock.ts'

/** What is found out about a request on its way through the routes. */
export interface RequestTrace {
  readonly requestId: string
  /** The path of the route that it came to; `null` until then. */
  route: string | null
}

/** Answers a request by `answer`, says its id in the answer, and tells `onRequest` of it. */
export async function observed(
  request: Request,
  {
    clock,
    onRequest,
  }: { readonly clock: Clock; readonly onRequest?: ((request: AnsweredRequest) => void) | undefined },
  answer: (trace: RequestTrace) => Promise<Response>,
): Promise<Response> {
  const begun = clock.now()
  const trace: RequestTrace = { requestId: requestIdOf(request), route: null }
  const response = await answer(trace)
  response.headers.set('x-request-id', trace.requestId)
  onRequest?.({
    request_id: trace.requestId,
    method: request.method,
    route: trace.route,
    status: response.status,
    duration_ms: clock.now() - begun,
  })
  return response
}
