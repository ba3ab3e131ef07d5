import { createFetch } from 'ofetch'
import { OneSmsError } from '../errors/base.ts'
import { ProviderUnavailableError, RateLimitError, UnexpectedResponseError } from '../errors/transport.ts'
import type { Clock } from '../utils/clock.ts'
import type { Limiter } from './limiter.ts'
import { readBody } from './read-body.ts'
import { createRedactor } from './redact.ts'
import { retryRead } from './retry.ts'

const LONGEST_PAUSE = 60_000

// Frameworks that memoise or cache GET look at this; Node's types do not know it.
const NO_CACHE: object = { cache: 'no-store' }

/** A `fetch` that takes what ours passes: a URL string and options. */
export type FetchLike = (url: string, init: RequestInit) => Promise<Response>

export interface HttpOptions {
  readonly provider: string
  readonly baseUrl: URL
  /** Secret query parameters and headers, added as the last act before sending. */
  readonly credentials: {
    readonly query?: Readonly<Record<string, string>>
    readonly headers?: Readonly<Record<string, string>>
  }
  readonly fetch?: FetchLike | undefined
  readonly limiter: Limiter
  readonly clock: Clock
}

export interface HttpRequest<T> {
  /** Named in errors, for example `catalog.offers`. */
  readonly operation: string
  readonly query: Readonly<Record<string, string | undefined>>
  /** Milliseconds for the whole exchange, body included. */
  readonly timeout: number
  /** Bytes after decompression. */
  readonly maxBytes: number
  readonly signal?: AbortSignal | undefined
  /** Turns the answer into a value; the errors it throws decide about a repetition. */
  readonly parse: (answer: HttpAnswer) => T
}

export interface HttpAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: Uint8Array
}

export interface Http {
  /** Sends a read, and repeats it where that can help. */
  read<T>(request: HttpRequest<T>): Promise<T>
  readonly redact: (text: string) => string
}

/**
 * ofetch behind our rules: one attempt, one deadline, no redirect (it would carry the key along), no cache, a cap on the
 * body, and no foreign error let out, since those quote the URL and with it the key.
 */
export function createHttp({ provider, baseUrl, credentials, fetch, limiter, clock }: HttpOptions): Http {
  const send = createFetch(fetch ? { fetch: fetch as typeof globalThis.fetch } : {})
  const secrets = [...Object.values(credentials.query ?? {}), ...Object.values(credentials.headers ?? {})]

  async function exchange({ operation, query, timeout, maxBytes, signal }: HttpRequest<unknown>): Promise<HttpAnswer> {
    const deadline = AbortSignal.timeout(timeout)
    try {
      const response = await send.raw(buildUrl(baseUrl, query, credentials.query), {
        headers: { accept: '*/*', ...credentials.headers },
        redirect: 'manual',
        ...NO_CACHE,
        retry: false,
        ignoreResponseError: true,
        responseType: 'stream',
        signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
      })
      if (isRedirect(response)) {
        await response.body?.cancel()
        throw new UnexpectedResponseError(`${provider} answered with a redirect`, {
          provider,
          operation,
          reason: 'redirect',
          status: response.status,
          hint: 'It was not followed, since it would carry the key along. Check baseUrl.',
        })
      }
      const body = await readBody(response, maxBytes)
      if (!body) {
        throw new UnexpectedResponseError(`${provider} answered with more than ${maxBytes} bytes`, {
          provider,
          operation,
          reason: 'too_large',
          status: response.status,
        })
      }
      return { status: response.status, headers: response.headers, body }
    } catch (error) {
      signal?.throwIfAborted()
      if (OneSmsError.is(error)) throw error
      const fact = deadline.aborted
        ? `did not answer within ${timeout} ms`
        : `could not be reached (${networkCode(error)})`
      throw new ProviderUnavailableError(`${provider} ${fact}`, { provider, operation })
    }
  }

  return {
    redact: createRedactor(secrets),
    read: request =>
      retryRead(
        async () => {
          await limiter.turn(request.signal)
          try {
            return request.parse(await exchange(request))
          } catch (error) {
            if (error instanceof RateLimitError) limiter.pause(Math.min(error.retryAfter ?? 0, LONGEST_PAUSE))
            throw error
          }
        },
        { clock, signal: request.signal },
      ),
  }
}

function buildUrl(
  base: URL,
  ...queries: readonly (Readonly<Record<string, string | undefined>> | undefined)[]
): string {
  const url = new URL(base)
  for (const query of queries) {
    for (const [name, value] of Object.entries(query ?? {})) if (value !== undefined) url.searchParams.set(name, value)
  }
  return url.href
}

function isRedirect({ status, type }: Response): boolean {
  return type === 'opaqueredirect' || (status >= 300 && status < 400 && status !== 304)
}

/** A word for a failure below HTTP. Only a code is taken over: messages of foreign errors quote the URL. */
function networkCode(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as { code?: unknown }
    if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,40}$/.test(code)) return code
  }
  return 'network error'
}
