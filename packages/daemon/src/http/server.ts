import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { type Clock, monotonicClock } from './clock.ts'
import { isLoopback } from './loopback.ts'
import { replyProblem } from './problem.ts'

export interface ServeOptions {
  fetch(request: Request): Promise<Response>
  /** 0 takes any free one. */
  readonly port: number
  readonly hostname: string
  /** Whether everything that is worth reading takes a token. Default `false`. */
  readonly isGuarded?: boolean
  /** Default: the monotonic clock of the system. */
  readonly clock?: Clock
}

/** An API behind a port. */
export interface Served {
  /** Origin without a trailing slash. */
  readonly url: string
  readonly port: number
  /** Takes no more requests and waits for those that run, for at most 5 s; then cuts every connection. */
  close(): Promise<void>
}

const GRACE = 5_000

/**
 * Milliseconds in which nothing is read from a connection or taken by the other side, after which it is cut: longer than any
 * answer takes, and than the pauses of a stream of events.
 */
const LONGEST_SILENCE = 90_000

/** Milliseconds: for the head of a request, for all of it, and between two. A connection that only sits there is closed. */
const LIMITS = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  keepAliveTimeout: 10_000,
  connectionsCheckingInterval: 2_000,
}

/**
 * Listens. While it does, the global `Request` and `Response` are those of @hono/node-server, which keep what a handler
 * gave instead of making streams of it; without that an answer from memory takes four times as long.
 *
 * @throws when other machines reach the address and nothing proves who asks.
 */
export async function serve({
  fetch,
  port,
  hostname,
  isGuarded = false,
  clock = monotonicClock,
}: ServeOptions): Promise<Served> {
  if (!isGuarded && !isLoopback(hostname)) {
    throw new Error(
      `The API cannot listen on ${JSON.stringify(hostname)}: anybody who reaches it could read it.\nName tokens, or use 127.0.0.1.`,
    )
  }
  const host = hostname.includes(':') ? `[${hostname}]` : hostname
  const server = createServer(LIMITS, getRequestListener(fetch, { errorHandler: replyMalformed }))
  server.timeout = LONGEST_SILENCE
  server.listen(port, hostname)
  await once(server, 'listening')
  // Later errors are about a connection that could not be accepted; the others go on.
  server.on('error', () => {})
  const address = server.address()
  const taken = address !== null && typeof address === 'object' ? address.port : port
  let closing: Promise<void> | undefined
  const close = () => {
    closing ??= closeGracefully(server, clock)
    return closing
  }
  return { url: `http://${host}:${taken}`, port: taken, close }
}

async function closeGracefully(server: Server, clock: Clock): Promise<void> {
  const closed = once(server, 'close')
  // A connection that answers now ends with its answer instead of waiting for the next request.
  server.keepAliveTimeout = 1
  server.close()
  const cut = new AbortController()
  clock.sleep(GRACE, cut.signal).then(
    () => server.closeAllConnections(),
    () => {}, // closed in time
  )
  await closed
  cut.abort()
}

/** Requests that cannot even be read: no `Host` or an invalid one, a path with a backslash. */
function replyMalformed(): Response {
  return replyProblem({ code: 'malformed_request', detail: 'Host or path cannot be read.' })
}
