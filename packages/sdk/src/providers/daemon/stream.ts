import { OneSmsError } from '../../errors/base.ts'
import { ProviderUnavailableError } from '../../errors/transport.ts'
import { outOfReach } from '../../http/answer-faults.ts'
import { type FetchLike, NO_CACHE } from '../../http/exchange.ts'
import { networkCode } from '../../http/network-code.ts'
import { readBody } from '../../http/read-body.ts'
import { parseRetryAfter } from '../../http/retry.ts'
import type { NewsBatch, NumberNews, StreamCall } from '../../provider/stream.ts'
import { errorOfProblem } from '../../wire/error-of-problem.ts'
import { type ParsedEvent, parseEvent } from '../../wire/event.ts'
import { type NumberParts, observationOf, present, rentalObservationOf } from './numbers.ts'
import { createSseParser, type ServerSentEvent } from './sse.ts'
import type { Tokens } from './tokens.ts'

export interface StreamParts extends NumberParts {
  readonly baseUrl: URL
  readonly fetch: FetchLike
  readonly tokens: Tokens
}

const OPERATION = 'events'
const LARGEST_PROBLEM = 64 * 1024

/** One connection of news about every number of the account. It ends when the connection does. */
export async function* streamNews(parts: StreamParts, { after, signal }: StreamCall): AsyncGenerator<NewsBatch, void> {
  const { provider } = parts
  const response = await connect(parts, after, signal)
  yield { cursor: null, news: [] }
  const reader = response.body?.getReader()
  const decoder = new TextDecoder()
  const parser = createSseParser()
  try {
    for (;;) {
      const { done = true, value } = (await reader?.read()) ?? {}
      if (done) return
      const events = parser.push(decoder.decode(value, { stream: true }))
      yield { cursor: events.at(-1)?.id ?? null, news: events.flatMap(event => newsOf(event, parts)) }
    }
  } catch (error) {
    signal.throwIfAborted()
    throw outOfReach(networkCode(error), { provider, operation: OPERATION })
  } finally {
    await reader?.cancel().catch(() => {})
  }
}

/** An answer of 200. A refused token is asked for anew, once. */
async function connect(parts: StreamParts, after: string | null, signal: AbortSignal): Promise<Response> {
  const { tokens } = parts
  const used = tokens.take()
  const response = await open(parts, after, signal)
  if (response.status !== 401 || !tokens.refuse(used)) return sound(parts, response)
  await response.body?.cancel().catch(() => {})
  return sound(parts, await open(parts, after, signal))
}

async function open({ baseUrl, fetch, tokens, provider }: StreamParts, after: string | null, signal: AbortSignal) {
  const url = new URL(baseUrl)
  url.pathname = `${baseUrl.pathname.replace(/\/$/, '')}/v1/events`
  const token = await tokens.take()?.value
  const headers = {
    accept: 'text/event-stream',
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(after !== null && { 'last-event-id': after }),
  }
  try {
    return await fetch(url.href, { ...NO_CACHE, headers, signal, redirect: 'manual' })
  } catch (error) {
    signal.throwIfAborted()
    throw OneSmsError.is(error) ? error : outOfReach(networkCode(error), { provider, operation: OPERATION })
  }
}

async function sound({ provider, redact, clock }: StreamParts, response: Response): Promise<Response> {
  const { status, headers } = response
  const isStream = headers.get('content-type')?.startsWith('text/event-stream') ?? false
  if (status === 200 && isStream) return response
  const where = { provider, operation: OPERATION }
  const body = await readBody(response, LARGEST_PROBLEM).catch(() => null)
  if (status < 400) throw new ProviderUnavailableError('the daemon answered with no stream', { ...where, status })
  const retryAfter = parseRetryAfter(headers.get('retry-after'), clock.now())
  throw errorOfProblem(status, jsonOf(redact(new TextDecoder().decode(body ?? new Uint8Array()))), {
    ...where,
    retryAfter,
  })
}

/** An event that cannot be read is passed over: the next look at its number tells the same. */
function newsOf({ type, data }: ServerSentEvent, parts: StreamParts): readonly NumberNews[] {
  const event = eventOf(type, data)
  if (event === null) return []
  const { snapshot } = present(event, parts)
  return 'kind' in snapshot
    ? [{ kind: 'rental', observation: rentalObservationOf(snapshot) }]
    : [{ kind: 'activation', observation: observationOf(snapshot) }]
}

function eventOf(type: string, data: string): ParsedEvent | null {
  try {
    return parseEvent(type, JSON.parse(data))
  } catch {
    return null
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
