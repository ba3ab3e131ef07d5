import type { IncomingMessage } from 'node:http'
import type { LookupFunction, Socket } from 'node:net'
import { OneSmsError } from '../errors/base.ts'
import { untilAborted } from '../utils/abort.ts'
import { type FaultContext, garbled, notInTime, outOfReach, redirected, tooLarge } from './answer-faults.ts'
import { decompress } from './decompress.ts'
import { type Exchange, type ExchangeRules, type HttpAnswer, JSON_TYPE } from './exchange.ts'
import { openConnection } from './fresh-connection.ts'
import { networkCode } from './network-code.ts'
import type { NodeBuiltins } from './node-builtins.ts'
import { notSent } from './not-sent.ts'
import { join } from './read-body.ts'

const CONNECT_TIMEOUT = 5_000

export interface NodePurchaseOptions {
  /** Milliseconds until a connection must stand. Default 5 s. */
  readonly connectTimeout?: number
  /** Default: the system's. */
  readonly lookup?: LookupFunction
}

/**
 * Sends a purchase over a connection of its own. Until the connection stands nothing has left: every failure up to there
 * is a {@link PurchaseNotSentError}. From the first byte on, none is.
 */
export function createNodePurchase(provider: string, node: NodeBuiltins, options: NodePurchaseOptions = {}): Exchange {
  const { connectTimeout = CONNECT_TIMEOUT, lookup } = options

  async function connect(url: URL, deadline: AbortSignal, signal: AbortSignal | undefined, context: FaultContext) {
    const patience = AbortSignal.timeout(connectTimeout)
    try {
      const ends = AbortSignal.any([patience, deadline, ...(signal ? [signal] : [])])
      const socket = await openConnection(node, url, { signal: ends, lookup })
      if (!signal?.aborted) return socket
      socket.destroy()
      throw signal.reason
    } catch (error) {
      if (signal?.aborted) throw notSent('it was aborted', context)
      const why =
        patience.aborted || deadline.aborted ? `no connection within ${connectTimeout} ms` : networkCode(error)
      throw notSent(why, context, outOfReach(why, context))
    }
  }

  return async (address, { operation, timeout, maxBytes, signal, method, body, headers }) => {
    const context = { provider, operation }
    const deadline = AbortSignal.timeout(timeout)
    const url = new URL(address)
    const socket = await connect(url, deadline, signal, context)
    try {
      return await untilAborted(ask(node, socket, { url, method, body, headers, maxBytes, context }), deadline)
    } catch (error) {
      if (OneSmsError.is(error)) throw error
      throw deadline.aborted ? notInTime(timeout, context) : outOfReach(networkCode(error), context)
    } finally {
      socket.destroy()
    }
  }
}

interface Question extends Pick<ExchangeRules, 'method' | 'body' | 'headers' | 'maxBytes'> {
  readonly url: URL
  readonly context: FaultContext
}

function ask(node: NodeBuiltins, socket: Socket, { url, method = 'GET', body, headers, maxBytes, context }: Question) {
  return new Promise<HttpAnswer>((resolve, reject) => {
    const request = node.http.request({
      createConnection: () => socket,
      method,
      path: `${url.pathname}${url.search}`,
      setHost: false,
      headers: {
        accept: '*/*',
        ...(body !== undefined && JSON_TYPE),
        ...headers,
        host: url.host,
        'accept-encoding': 'identity',
        'cache-control': 'no-store',
        connection: 'close',
      },
    })
    request.on('error', reject)
    request.once('close', () => reject(new Error('it hung up'))) // says nothing where there was an answer
    request.once('response', response => readAnswer(node, response, maxBytes, context).then(resolve, reject))
    request.end(body)
  })
}

async function readAnswer(
  { zlib }: NodeBuiltins,
  response: IncomingMessage,
  maxBytes: number,
  context: FaultContext,
): Promise<HttpAnswer> {
  const { statusCode: status = 0, headers } = response
  if (status >= 300 && status < 400) throw redirected(status, context)
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    if (size > maxBytes) throw tooLarge(maxBytes, status, context)
    chunks.push(chunk)
  }
  const body = decompress(zlib, headers['content-encoding'], join(chunks, size), maxBytes)
  if (body === undefined) throw garbled(status, context)
  if (body === null) throw tooLarge(maxBytes, status, context)
  const retryAfter = headers['retry-after']
  return { status, headers: new Headers(retryAfter === undefined ? {} : { 'retry-after': retryAfter }), body }
}
