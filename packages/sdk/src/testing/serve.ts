import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { isConnectionReset } from './faults/connection-reset.ts'

/** Anything that answers requests. */
interface Emulator {
  fetch(request: Request): Promise<Response>
}

/** An emulator behind a port. */
export interface Served {
  /** Origin without a trailing slash, for example `http://127.0.0.1:49152`. */
  readonly url: string
  readonly port: number
  /** Stops listening and cuts every connection, also those an answer still hangs on. */
  close(): Promise<void>
}

/** Where to listen. */
export interface ServeOptions {
  /** Default 0: any free port. */
  readonly port?: number
  /** Address to listen on. Default `127.0.0.1`: reachable from this machine alone. */
  readonly hostname?: string
}

/**
 * Puts anything that answers requests behind a real socket. A rejection or a body that fails with a connection reset is
 * played as one; any other rejection is answered with status 500.
 */
export async function serve(
  emulator: Emulator,
  { port = 0, hostname = '127.0.0.1' }: ServeOptions = {},
): Promise<Served> {
  const server = createServer((incoming, outgoing) => {
    void answer(emulator, incoming, outgoing)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, hostname, resolve)
  })
  const address = server.address()
  const taken = address !== null && typeof address === 'object' ? address.port : port
  const host = hostname.includes(':') ? `[${hostname}]` : hostname
  return {
    url: `http://${host}:${taken}`,
    port: taken,
    close: () =>
      new Promise((resolve, reject) => {
        server.close(error => (error ? reject(error) : resolve()))
        server.closeAllConnections()
      }),
  }
}

async function answer(emulator: Emulator, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const gone = new AbortController()
  outgoing.once('close', () => gone.abort())
  try {
    await send(await emulator.fetch(await received(incoming, gone.signal)), outgoing)
  } catch (error) {
    if (gone.signal.aborted) return
    if (outgoing.headersSent) await handedOver()
    if (isConnectionReset(error) || outgoing.headersSent) incoming.socket.resetAndDestroy()
    else outgoing.writeHead(500, { 'content-type': 'text/plain' }).end(`The emulator failed: ${String(error)}`)
  }
}

async function received(incoming: IncomingMessage, signal: AbortSignal): Promise<Request> {
  const { method = 'GET', headers, url = '/' } = incoming
  const chunks: Uint8Array[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  const body = method === 'GET' || method === 'HEAD' ? null : Buffer.concat(chunks)
  const pairs = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] satisfies [string, string]],
  )
  return new Request(new URL(url, `http://${headers.host ?? 'localhost'}`), { method, headers: pairs, body, signal })
}

async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  // A body that is there goes out with the head, in one packet; the head of another does not wait for it.
  const head = setImmediate(() => outgoing.flushHeaders())
  try {
    for await (const chunk of response.body ?? []) await written(outgoing, chunk)
  } finally {
    clearImmediate(head)
  }
  outgoing.end()
}

/**
 * Waits until the other side has most likely read what was sent: a reset that arrives together with the last bytes looks
 * like an orderly end to a libuv client. The immediate comes after a poll, which is when a client in this process reads.
 */
const handedOver = () => new Promise<void>(resolve => setTimeout(() => setImmediate(resolve), 10))

/** Resolves when the system has the bytes; rejects when the caller has left, which node does not tell the writer. */
const written = (outgoing: ServerResponse, chunk: Uint8Array) =>
  new Promise<void>((resolve, reject) => {
    const onClose = () => reject(new Error('the caller has left'))
    if (outgoing.destroyed) return onClose()
    outgoing.once('close', onClose)
    outgoing.write(chunk, error => {
      outgoing.off('close', onClose)
      if (error) reject(error)
      else resolve()
    })
  })
