import { AuthenticationError } from '../../errors/access.ts'
import { UnexpectedResponseError } from '../../errors/transport.ts'
import { unexpected } from '../../errors/unexpected.ts'
import type { Http, HttpRequest } from '../../http/create-http.ts'
import type { HttpAnswer } from '../../http/exchange.ts'
import { excerpt } from '../../http/redact.ts'
import { parseRetryAfter } from '../../http/retry.ts'
import type { CallOptions } from '../../provider/call-options.ts'
import type { Clock } from '../../utils/clock.ts'
import { isRecord } from '../../utils/record.ts'
import { errorOfProblem } from '../../wire/error-of-problem.ts'
import type { Tokens } from './tokens.ts'

const LIMITS = {
  number: { timeout: 30_000, maxBytes: 1024 * 1024 },
  purchase: { timeout: 60_000, maxBytes: 1024 * 1024 },
  page: { timeout: 30_000, maxBytes: 16 * 1024 * 1024 },
} as const

/** A whole answer that the daemon gives before it looks at a purchase, or that shows a key to stand for another one. */
const REFUSED_OUTRIGHT: ReadonlySet<number> = new Set([401, 403])

/** A request to the daemon, and how to read the JSON of its answer. */
export interface Question<T> {
  readonly operation: string
  /** After the address, without the version: `['activations', id]`. */
  readonly path: readonly string[]
  readonly query?: Readonly<Record<string, string | undefined>>
  readonly body?: Readonly<Record<string, unknown>>
  readonly headers?: Readonly<Record<string, string>>
  /** What kind of answer to expect: it bounds time and size. */
  readonly size: keyof typeof LIMITS
  readonly read: (json: unknown, status: number, bytes: number) => T
}

/** The roads to the daemon. Each asks for a new token once, where the one it has was refused. */
export interface Line {
  send<T>(question: Question<T>, call: CallOptions): Promise<T>
  change<T>(question: Question<T>, call: CallOptions): Promise<T>
  /** @billing Charges the account, at most once for its key. */
  buy<T>(question: Question<T>, call: CallOptions): Promise<T>
}

export interface LineOptions {
  readonly http: Http
  readonly tokens: Tokens
  readonly provider: string
  readonly clock: Clock
}

export function createLine({ http, tokens, provider, clock }: LineOptions): Line {
  function read<T>({ operation, read }: Question<T>, road: keyof Http, { status, headers, body }: HttpAnswer): T {
    const text = new TextDecoder().decode(body)
    const where = { provider, operation }
    const notJson = () => unexpected(reasonOf(text), { ...where, status, excerpt: excerpt(text, http.redact) })
    if (status >= 400) {
      const retryAfter = parseRetryAfter(headers.get('retry-after'), clock.now())
      const problem = parseJson(http.redact(text))
      throw errorOfProblem(status, road === 'buy' ? withProof(status, problem) : problem, { ...where, retryAfter })
    }
    const json = parseJson(text)
    if (json === undefined) throw notJson()
    try {
      return read(json, status, body.byteLength)
    } catch (error) {
      if (!(error instanceof UnexpectedResponseError)) throw error
      throw new UnexpectedResponseError(error.message, { ...where, reason: 'shape', status })
    }
  }

  async function send<T>(road: 'read' | 'change' | 'buy', question: Question<T>, { signal }: CallOptions): Promise<T> {
    const { operation, path, query = {}, body, headers, size } = question
    let isRefused = false
    const request: HttpRequest<T> = {
      operation,
      path: ['v1', ...path],
      query,
      signal,
      ...LIMITS[size],
      headers: { accept: 'application/json', ...headers },
      ...(road !== 'read' && { method: 'POST' }),
      ...(body && { body: JSON.stringify(body) }),
      parse: answer => {
        isRefused = REFUSED_OUTRIGHT.has(answer.status) // else it was a provider behind the daemon that refused the daemon's key
        return read(question, road, answer)
      },
    }
    const used = tokens.take()
    try {
      return await http[road](request)
    } catch (error) {
      if (!(error instanceof AuthenticationError) || !isRefused || !tokens.refuse(used)) throw error
      return http[road](request)
    }
  }

  return {
    send: (question, call) => send('read', question, call),
    change: (question, call) => send('change', question, call),
    buy: (question, call) => send('buy', question, call),
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function reasonOf(text: string): 'empty' | 'html' | 'malformed' {
  if (text.trim() === '') return 'empty'
  return text.trimStart().startsWith('<') ? 'html' : 'malformed'
}

/** Who is not let in has bought nothing by this request; nor has who asks for something else under a key that is taken. */
function withProof(status: number, problem: unknown): unknown {
  if (!isRecord(problem) || typeof problem['code'] !== 'string') return problem
  const isRefused = REFUSED_OUTRIGHT.has(status) || problem['code'] === 'idempotency_conflict'
  return isRefused ? { ...problem, rejected: true } : problem
}
