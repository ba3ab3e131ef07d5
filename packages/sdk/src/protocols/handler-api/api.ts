import type { Http } from '../../http/create-http.ts'
import type { HttpAnswer } from '../../http/exchange.ts'
import { excerpt } from '../../http/redact.ts'
import { parseRetryAfter } from '../../http/retry.ts'
import type { CallOptions } from '../../provider/call-options.ts'
import type { AnswerContext } from './errors.ts'

const SMALL_BODY = 64 * 1024
const CATALOG_BODY = 64 * 1024 * 1024
const TIMEOUT = 30_000
const CATALOG_TIMEOUT = 120_000
/** More bytes than any excerpt needs. */
const EXCERPT_SOURCE = 16 * 1024

/** A command of the dialect: an action, its parameters, and how to read the answer. */
export interface Command<T> {
  readonly action: string
  readonly params?: Readonly<Record<string, string | undefined>>
  readonly read: (answer: Answer) => T | Promise<T>
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
  const answerTo = (action: string, { status, headers, body }: HttpAnswer): Answer => ({
    provider,
    operation: action,
    status,
    retryAfter: parseRetryAfter(headers.get('retry-after'), Date.now()),
    get excerpt() {
      return excerpt(new TextDecoder().decode(body.subarray(0, EXCERPT_SOURCE)), http.redact)
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
        parse: answer => read(answerTo(action, answer)),
      })
    },
  }
}
