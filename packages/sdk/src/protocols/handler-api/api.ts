import type { Http, HttpAnswer } from '../../http/create-http.ts'
import { excerpt } from '../../http/redact.ts'
import { parseRetryAfter } from '../../http/retry.ts'
import type { CallOptions } from '../../provider/provider.ts'
import { type AnswerContext, suspiciousEmpty, toError, unexpectedShape } from './errors.ts'
import { readReply } from './reply.ts'

const SMALL_BODY = 64 * 1024
const CATALOG_BODY = 64 * 1024 * 1024
const TIMEOUT = 30_000
const CATALOG_TIMEOUT = 120_000

/** A command of the dialect: an action, its parameters, and how to read the answer. */
export interface Command<T> {
  readonly action: string
  readonly params?: Readonly<Record<string, string | undefined>>
  readonly read: (answer: Answer) => T
}

/** A body that is no known fault, with what errors about it need. */
export interface Answer extends AnswerContext {
  readonly body: Uint8Array
}

/** Sends commands of the dialect. All of them here are reads, so they may be repeated. */
export interface HandlerApi {
  send<T>(command: Command<T>, call: CallOptions): Promise<T>
}

/** Binds the dialect to a transport. */
export function createHandlerApi({ http, provider }: { readonly http: Http; readonly provider: string }): HandlerApi {
  const contextOf = (action: string, { status, headers, body }: HttpAnswer): Answer => ({
    provider,
    operation: action,
    status,
    retryAfter: parseRetryAfter(headers.get('retry-after'), Date.now()),
    get excerpt() {
      return excerpt(decoder.decode(body.subarray(0, SMALL_BODY)), http.redact)
    },
    body,
  })
  return {
    send: ({ action, params, read }, { signal }) => {
      const bulk = action !== 'getBalance'
      return http.read({
        operation: action,
        query: { ...params, action },
        timeout: bulk ? CATALOG_TIMEOUT : TIMEOUT,
        maxBytes: bulk ? CATALOG_BODY : SMALL_BODY,
        signal,
        parse: answer => read(contextOf(action, answer)),
      })
    },
  }
}

/** Reads a plain word, such as `ACCESS_BALANCE:12.5`; `parse` checks what follows the colon and answers `null` when it is off. */
export function readToken<T>(token: string, parse: (payload: string) => T | null): (answer: Answer) => T {
  return answer => {
    const reply = readReply(decoder.decode(answer.body), [token])
    if (reply.kind === 'error' || reply.kind === 'unreadable') throw toError(reply, answer)
    const value = reply.kind === 'token' && reply.payload !== null ? parse(reply.payload) : null
    if (value === null)
      throw unexpectedShape(`${answer.provider} answered ${answer.operation} without a readable ${token}`, answer)
    return value
  }
}

/**
 * Reads JSON; `parse` answers `null` when it is not what the action answers. `null`, `false` and `""` are faults of the
 * host; so are `{}` and `[]`, unless the request was narrow enough that nothing may match.
 */
export function readData<T>(
  parse: (value: unknown) => T | null,
  { mayBeEmpty }: { readonly mayBeEmpty: boolean },
): (answer: Answer) => T {
  return answer => {
    const reply = readReply(decoder.decode(answer.body))
    if (reply.kind === 'unreadable' && reply.reason === 'empty' && answer.status < 400) throw suspiciousEmpty(answer)
    if (reply.kind === 'error' || reply.kind === 'unreadable') throw toError(reply, answer)
    const value = reply.kind === 'data' ? reply.value : undefined
    const isMap = typeof value === 'object' && value !== null
    if (!value || (isMap && !mayBeEmpty && Object.keys(value).length === 0)) throw suspiciousEmpty(answer)
    const parsed = parse(value)
    if (parsed === null)
      throw unexpectedShape(`${answer.provider} answered ${answer.operation} in an unknown shape`, answer)
    return parsed
  }
}

const decoder = new TextDecoder()
