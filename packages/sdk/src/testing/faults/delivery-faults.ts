import { bodyBytes, type Reply } from '../emulators/reply.ts'
import { halfThen, repeated } from './body-streams.ts'
import { connectionReset } from './connection-reset.ts'
import type { FaultTable } from './fault-plan.ts'

/** Faults of an answer's way to the caller; kind → details. Times pass on the emulator's clock. */
export interface DeliveryFaults {
  /** The answer comes after `ms` milliseconds, 5,000 by default. */
  readonly latency: { readonly ms?: number }
  /** No answer, ever. */
  readonly hang: unknown
  /** The connection is reset before anything is sent. */
  readonly reset: unknown
  /** The connection is reset in the middle of the body. */
  readonly 'reset-mid-body': unknown
  /** The body stops in the middle and the connection stays open. */
  readonly 'stalled-body': unknown
  /** The body comes in pieces of `bytes` (1 by default), one every `ms` milliseconds (10,000 by default). */
  readonly 'slow-drip': { readonly bytes?: number; readonly ms?: number }
  /** A JSON body of `mib` mebibytes, 64 by default, of which the length is not announced. */
  readonly oversized: { readonly mib?: number }
  /** Zeros by the mebibyte (1,024 by default), compressed to a thousandth; only a real connection decompresses them. */
  readonly 'gzip-bomb': { readonly mib?: number }
}

const MEBIBYTE = 1_048_576
const NO_BODY: ReadonlySet<number> = new Set([204, 304])

/** An answer that is sent as it is. */
export const respond = (reply: Reply, body: Uint8Array | ReadableStream<Uint8Array> = bodyBytes(reply)): Response =>
  // The types of a page know bytes that are shared, which no body may be; these never are.
  new Response(NO_BODY.has(reply.status) ? null : (body as Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>), {
    status: reply.status,
    headers: { ...reply.headers, 'content-length': String(bodyBytes(reply).length) },
  })

const endless = (headers: Reply['headers'], body: ReadableStream<Uint8Array>) => new Response(body, { headers })

export const deliveryFaults: FaultTable<DeliveryFaults, never> = {
  latency: ({ ms = 5_000 }) => ({
    async deliver(reply, { clock, signal }) {
      await clock.sleep(ms, signal)
      return respond(reply)
    },
  }),
  hang: () => ({ deliver: (_, { signal }) => aborted(signal) }),
  reset: () => ({
    deliver() {
      throw connectionReset()
    },
  }),
  'reset-mid-body': () => ({
    deliver: reply =>
      respond(
        reply,
        halfThen(bodyBytes(reply), () => Promise.reject(connectionReset())),
      ),
  }),
  'stalled-body': () => ({
    deliver: (reply, { signal }) =>
      respond(
        reply,
        halfThen(bodyBytes(reply), () => aborted(signal)),
      ),
  }),
  'slow-drip': ({ bytes = 1, ms = 10_000 }) => ({
    deliver(reply, { clock, signal }) {
      const whole = bodyBytes(reply)
      const pieces = Math.ceil(whole.length / bytes)
      const piece = async (index: number) => {
        await clock.sleep(ms, signal)
        return whole.subarray(index * bytes, (index + 1) * bytes)
      }
      return respond(reply, repeated(pieces, piece))
    },
  }),
  oversized: ({ mib = 64 }) => ({
    deliver({ headers }) {
      const encoder = new TextEncoder()
      const filler = encoder.encode('a'.repeat(MEBIBYTE))
      const ends = new Map([
        [0, encoder.encode('{"filler":"')],
        [mib + 1, encoder.encode('"}')],
      ])
      return endless(
        headers,
        repeated(mib + 2, index => ends.get(index) ?? filler),
      )
    },
  }),
  'gzip-bomb': ({ mib = 1_024 }) => ({
    async deliver({ headers }) {
      const zeros = new Blob([new Uint8Array(MEBIBYTE)]).stream().pipeThrough(new CompressionStream('gzip'))
      const member = new Uint8Array(await new Response(zeros).arrayBuffer())
      // A gzip file may consist of many members one after the other: one mebibyte is compressed, not all of them.
      return endless(
        { ...headers, 'content-encoding': 'gzip' },
        repeated(mib, () => member),
      )
    },
  }),
}

/** Rejects when the caller goes away, and never otherwise. */
const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    if (signal.aborted) return reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
