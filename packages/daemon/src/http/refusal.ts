import { replyProblem } from './problem.ts'

const LOOPBACK = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?\//i

/**
 * Refuses a request before any route sees it; `null` when there is nothing against it.
 *
 * It must be addressed by a name that means this machine alone. A page of a foreign site can let its own name point here
 * (DNS rebinding), and then reads the answers as its own; its name gives it away. And a request that reads has no body.
 */
export function refusalOf(request: Request): Response | null {
  if (!LOOPBACK.test(request.url)) {
    return replyProblem({
      code: 'misdirected_request',
      detail: 'Address this server as localhost, 127.0.0.1 or [::1].',
    })
  }
  if (!hasBody(request)) return null
  return replyProblem({
    code: 'body_not_allowed',
    detail: 'Send the question in the query, and no body.',
    headers: { connection: 'close' }, // else the rest of the body would be waited for
  })
}

function hasBody({ method, headers }: Request): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false // refused as a method
  return headers.has('transfer-encoding') || (headers.get('content-length') ?? '0') !== '0'
}
