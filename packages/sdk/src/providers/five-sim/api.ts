import type { Http, HttpRequest } from '../../http/create-http.ts'
import { type HostAnswer, hostAnswer } from '../../http/host-answer.ts'
import type { CallOptions } from '../../provider/call-options.ts'
import type { Clock } from '../../utils/clock.ts'

/** How long an answer may take, in milliseconds, and how large it may be, in bytes. All prices at once are about 9 MB. */
const LIMITS = {
  order: { timeout: 30_000, maxBytes: 64 * 1024 },
  page: { timeout: 30_000, maxBytes: 4 * 1024 * 1024 },
  table: { timeout: 120_000, maxBytes: 64 * 1024 * 1024 },
}
/** Some answers are JSON only for who asks for it. */
const HEADERS = { accept: 'application/json' }

/** A request to the host, and how to read the answer. */
export interface Question<T> {
  /** Segments after the address of the API, for example `['user', 'check', '4711']`. */
  readonly path: readonly string[]
  /** How many segments name the operation; the others are ids. Default: all. */
  readonly named?: number
  readonly query?: Readonly<Record<string, string | undefined>>
  /** What kind of answer to expect: it bounds time and size. */
  readonly size: keyof typeof LIMITS
  readonly read: (answer: HostAnswer) => T | Promise<T>
}

/** What only reads, so that it may be repeated. */
export interface FiveSimApi {
  send<T>(question: Question<T>, call: CallOptions): Promise<T>
}

/** All that is ever sent: beside reads, what changes something and what spends money. Neither of these is repeated. */
export interface FiveSimLine extends FiveSimApi {
  change<T>(question: Question<T>, call: CallOptions): Promise<T>
  /** @billing Charges the account. */
  buy<T>(question: Question<T>, call: CallOptions): Promise<T>
}

export interface LineOptions {
  readonly http: Http
  readonly provider: string
  /** ISO 4217 code of the account. */
  readonly currency: string
  readonly clock: Clock
}

/** Binds the protocol to a transport. What guests may ask goes without the key. */
export function createLine({ http, provider, currency, clock }: LineOptions): FiveSimLine {
  const host = { provider, currency, clock, redact: http.redact }
  const request = <T>(
    { path, named = path.length, query = {}, size, read }: Question<T>,
    { signal }: CallOptions,
  ): HttpRequest<T> => {
    const operation = path.slice(0, named).join('/')
    return {
      operation,
      path,
      query,
      signal,
      headers: HEADERS,
      isPublic: path[0] === 'guest',
      ...LIMITS[size],
      parse: answer => read(hostAnswer(operation, answer, host)),
    }
  }
  return {
    send: (question, call) => http.read(request(question, call)),
    change: (question, call) => http.change(request(question, call)),
    buy: (question, call) => http.buy(request(question, call)),
  }
}
