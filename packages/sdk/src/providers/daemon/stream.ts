import { OneSmsError } from '../../errors/base.ts'
import { ProviderUnavailableError } from '../../errors/transport.ts'
import { outOfReach } from '../../http/answer-faults.ts'
import { type FetchLike, NO_CACHE } from '../../http/exchange.ts'
import { networkCode } from '../../http/network-code.ts'
import { readBody } from '../../http/read-body.ts'
import { createRedactor } from '../../http/redact.ts'
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
  const { provider, clock } = parts
  const { response, redact } = await connect(parts, after, signal)
  yield { cursor: null, news: [] }
  const reader = response.body?.getReader()
  const decoder = new TextDecoder()
  const parser = createSseParser()
  try {
    for (;;) {
      const { done = true, value } = (await reader?.read()) ?? {}
      if (done) return
      const events = parser.push(decoder.decode(value, { stream: true }))
      yield { cursor: events.at(-1)?.id ?? null, news: events.flatMap(event => newsOf(event, { clock, redact })) }
    }
  } catch (error) {
    signal.throwIfAborted()
    throw outOfReach(networkCode(error), { provider, operation: OPERATION })
  } finally {
    await reader?.cancel().catch(() => {})
  }
}

interface Opened {
  readonly response: Response
  /** Takes the token that was sent out of a text. */
  readonly redact: (text: string) => string
}

/** An answer of 200. A refused token is asked for anew, once. */
async function connect(parts: StreamParts, after: string | null, signal: AbortSignal): Promise<Opened> {
  const { tokens } = parts
  const used = tokens.take()
  const opened = await open(parts, after, signal)
  if (opened.response.status !== 401 || !tokens.refuse(used)) return sound(parts, opened)
  await opened.response.body?.cancel().catch(() => {})
  return sound(parts, await open(parts, after, signal))
}

async function open(parts: StreamParts, after: string | null, signal: AbortSignal): Promise<Opened> {
  const { baseUrl, fetch, tokens, provider } = parts
  const url = new URL(baseUrl)
  url.pathname = `${baseUrl.pathname.replace(/\/$/, '')}/v1/events`
  const token = await tokens.take()?.value
  const withoutToken = createRedactor(token === undefined ? [] : [token])
  const headers = {
    accept: 'text/event-stream',
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(after !== null && { 'last-event-id': after }),
  }
  try {
    const response = await fetch(url.href, { ...NO_CACHE, headers, signal, redirect: 'manual' })
    return { response, redact: text => parts.redact(withoutToken(text)) }
  } catch (error) {
    signal.throwIfAborted()
    throw OneSmsError.is(error) ? error : outOfReach(networkCode(error), { provider, operation: OPERATION })
  }
}

async function sound({ provider, clock }: StreamParts, { response, redact }: Opened): Promise<Opened> {
  const { status, headers } = response
  const isStream = headers.get('content-type')?.startsWith('text/event-stream') ?? false
  if (status === 200 && isStream) return { response, redact }
  const where = { provider, operation: OPERATION }
  const body = await readBody(response, LARGEST_PROBLEM).catch(() => null)
  if (status < 400) throw new ProviderUnavailableError('the daemon answered with no stream', { ...where, status })
  const retryAfter = parseRetryAfter(headers.get('retry-after'), clock.now())
  const problem = jsonOf(redact(new TextDecoder().decode(body ?? new Uint8Array())))
  throw errorOfProblem(status, problem, { ...where, retryAfter })
}

/** An event that cannot be read is passed over: the next look at its number tells the same. */
function newsOf({ type, data }: ServerSentEvent, parts: Pick<NumberParts, 'clock' | 'redact'>): readonly NumberNews[] {
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
