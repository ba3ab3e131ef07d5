import { replyProblem } from './problem.ts'

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

/** Refuses a request before any route sees it; `null` when there is nothing against it. */
export type Refusal = (request: Request) => Response | null

/**
 * It must be addressed by a name that means this machine, or by one of `hosts`. A page of a foreign site can let its own
 * name point here (DNS rebinding), and then reads the answers as its own; its name gives it away. And a request that reads
 * has no body.
 */
export function refusalsFor(hosts: readonly string[]): Refusal {
  const names = new Set([...LOOPBACK, ...hosts.map(host => host.toLowerCase())])
  return request => {
    if (!names.has(hostnameOf(request.url))) {
      return replyProblem({
        code: 'misdirected_request',
        detail: 'Address this server as localhost, 127.0.0.1 or [::1], or add its name to http.hosts.',
      })
    }
    if (!hasBody(request)) return null
    return replyProblem({
      code: 'body_not_allowed',
      detail: 'Send the question in the query, and no body.',
      headers: { connection: 'close' }, // else the rest of the body would be waited for
    })
  }
}

/** As it stands in the URL: parsing it anew would cost as much as answering. */
function hostnameOf(url: string): string {
  return (/^https?:\/\/(\[[\da-f:.]+\]|[^/:[\]@]+)(?::\d{1,5})?\//i.exec(url)?.[1] ?? '').toLowerCase()
}

function hasBody({ method, headers }: Request): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false // refused as a method
  return headers.has('transfer-encoding') || (headers.get('content-length') ?? '0') !== '0'
}
