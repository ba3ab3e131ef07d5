import { createFetch } from 'ofetch'
import { OneSmsError } from '../errors/base.ts'
import { untilAborted } from '../utils/abort.ts'
import { notInTime, outOfReach, redirected, tooLarge } from './answer-faults.ts'
import { networkCode } from './network-code.ts'
import { readBody } from './read-body.ts'

/** Frameworks that memoise or cache GET look at this; Node's types do not know it. */
export const NO_CACHE: object = { cache: 'no-store' }

export const JSON_TYPE = { 'content-type': 'application/json' }

/** A `fetch` that takes what ours passes: a URL string and options. */
export type FetchLike = (url: string, init: RequestInit) => Promise<Response>

export interface ExchangeRules {
  /** Named in errors, for example `catalog.offers`. */
  readonly operation: string
  /** Milliseconds for the whole exchange, body included. */
  readonly timeout: number
  /** Bytes after decompression. */
  readonly maxBytes: number
  /** Default `GET`. */
  readonly method?: 'GET' | 'POST' | undefined
  /** JSON that is sent with a POST. Default: all is in the query. */
  readonly body?: string | undefined
  readonly signal?: AbortSignal | undefined
  /** Beside those of the transport itself; `accept` takes the place of its own. */
  readonly headers?: Readonly<Record<string, string>> | undefined
}

/** An answer as it came, its body read to the end. */
export interface HttpAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: Uint8Array
}

/** One request, one answer. */
export type Exchange = (url: string, rules: ExchangeRules) => Promise<HttpAnswer>

/**
 * ofetch behind our rules: one attempt, one deadline, no redirect (it would carry the key along), no cache, a cap on the
 * body, and no foreign error let out, since those quote the URL and with it the key.
 */
export function createExchange(provider: string, fetch: FetchLike | undefined): Exchange {
  const send = createFetch(fetch ? { fetch: fetch as typeof globalThis.fetch } : {})

  async function receive(
    url: string,
    signal: AbortSignal,
    { operation, maxBytes, method = 'GET', body: sent, headers: own }: ExchangeRules,
  ): Promise<HttpAnswer> {
    const response = await send.raw(url, {
      ...NO_CACHE,
      headers: { accept: '*/*', ...(sent !== undefined && JSON_TYPE), ...own },
      ...(sent !== undefined && { body: sent }),
      signal,
      method,
      redirect: 'manual',
      retry: false,
      ignoreResponseError: true,
      responseType: 'stream',
    })
    const { status, headers } = response
    if (isRedirect(response)) {
      await response.body?.cancel().catch(() => {})
      throw redirected(status, { provider, operation })
    }
    const body = await readBody(response, maxBytes)
    if (body) return { status, headers, body }
    throw tooLarge(maxBytes, status, { provider, operation })
  }

  return async (url, rules) => {
    const { operation, timeout, signal } = rules
    const deadline = AbortSignal.timeout(timeout)
    const either = signal ? AbortSignal.any([signal, deadline]) : deadline
    try {
      return await untilAborted(receive(url, either, rules), either)
    } catch (error) {
      signal?.throwIfAborted()
      if (OneSmsError.is(error)) throw error
      const context = { provider, operation }
      throw deadline.aborted ? notInTime(timeout, context) : outOfReach(networkCode(error), context)
    }
  }
}

function isRedirect({ status, type }: Response): boolean {
  return type === 'opaqueredirect' || (status >= 300 && status < 400)
}
