import type { Http, HttpRequest } from '../../http/create-http.ts'
import { hostAnswer } from '../../http/host-answer.ts'
import type { CallOptions } from '../../provider/call-options.ts'
import type { Clock } from '../../utils/clock.ts'
import type { AnswerContext } from './unexpected.ts'

/** How long an answer may take, in milliseconds, and how large it may be, in bytes. */
const LIMITS = {
  word: { timeout: 30_000, maxBytes: 64 * 1024 },
  page: { timeout: 30_000, maxBytes: 4 * 1024 * 1024 },
  table: { timeout: 120_000, maxBytes: 64 * 1024 * 1024 },
}

/** A command of the dialect: an action, its parameters, and how to read the answer. */
export interface Command<T> {
  readonly action: string
  /** Default `GET`; the parameters are in the query either way. */
  readonly method?: 'GET' | 'POST'
  readonly params?: Readonly<Record<string, string | undefined>>
  /** What kind of answer to expect: it bounds time and size. Default `table`. */
  readonly size?: keyof typeof LIMITS
  /** Makes of an answer what is asked for, or throws. */
  readonly read: (answer: Answer) => T | Promise<T>
}

/** A body that is no known fault, with what errors about it need. */
export interface Answer extends AnswerContext {
  readonly body: Uint8Array
}

/** Sends commands of the dialect that only read, so that they may be repeated. */
export interface HandlerApi {
  /** Sends a command, again where it failed in passing, and answers what it reads. */
  send<T>(command: Command<T>, call: CallOptions): Promise<T>
}

/** All that is ever sent: beside reads, what changes something and what spends money. Neither of these is repeated. */
export interface HandlerLine extends HandlerApi {
  change<T>(command: Command<T>, call: CallOptions): Promise<T>
  /** @billing Charges the account. */
  buy<T>(command: Command<T>, call: CallOptions): Promise<T>
}

export interface HandlerLineOptions {
  readonly http: Http
  readonly provider: string
  /** ISO 4217 code of the account. */
  readonly currency: string
  readonly clock: Clock
}

/** Binds the dialect to a transport. */
export function createHandlerLine({ http, provider, currency, clock }: HandlerLineOptions): HandlerLine {
  const host = { provider, currency, clock, redact: http.redact }
  const request = <T>(
    { action, method, params, size = 'table', read }: Command<T>,
    { signal }: CallOptions,
  ): HttpRequest<T> => ({
    operation: action,
    method,
    query: { ...params, action },
    ...LIMITS[size],
    signal,
    parse: answer => read(hostAnswer(action, answer, host)),
  })
  return {
    send: (command, call) => http.read(request(command, call)),
    change: (command, call) => http.change(request(command, call)),
    buy: (command, call) => http.buy(request(command, call)),
  }
}
