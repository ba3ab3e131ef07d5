import { RateLimitError } from '../errors/transport.ts'
import type { Clock } from '../utils/clock.ts'
import { createExchange, type ExchangeRules, type FetchLike, type HttpAnswer } from './exchange.ts'
import type { Limiter } from './limiter.ts'
import { createRedactor } from './redact.ts'
import { retryRead } from './retry.ts'

/** After a refusal for haste that names no time. HeroSMS, for one, blocks for 10 s. */
const UNTOLD_PAUSE = 10_000
const LONGEST_PAUSE = 60_000

export interface HttpOptions {
  readonly provider: string
  readonly baseUrl: URL
  /** Secret query parameters, added as the last act before sending. */
  readonly credentials: Readonly<Record<string, string>>
  readonly fetch?: FetchLike | undefined
  readonly limiter: Limiter
  readonly clock: Clock
}

export interface HttpRequest<T> extends ExchangeRules {
  readonly query: Readonly<Record<string, string | undefined>>
  /** Turns the answer into a value; the errors it throws decide about a repetition. */
  readonly parse: (answer: HttpAnswer) => T | Promise<T>
}

export interface Http {
  /** Sends a read, and repeats it where that can help. */
  read<T>(request: HttpRequest<T>): Promise<T>
  /** Sends what changes something, once. */
  change<T>(request: HttpRequest<T>): Promise<T>
  /** @billing Sends a purchase, once. */
  buy<T>(request: HttpRequest<T>): Promise<T>
  readonly redact: (text: string) => string
}

/** The road to one provider: its key, its pace, its repetitions. */
export function createHttp({ provider, baseUrl, credentials, fetch, limiter, clock }: HttpOptions): Http {
  const exchange = createExchange(provider, fetch)

  async function once<T>({ query, parse, ...rules }: HttpRequest<T>): Promise<T> {
    await limiter.turn(rules.signal)
    try {
      return await parse(await exchange(buildUrl(baseUrl, { ...query, ...credentials }), rules))
    } catch (error) {
      if (error instanceof RateLimitError) limiter.pause(Math.min(error.retryAfter ?? UNTOLD_PAUSE, LONGEST_PAUSE))
      throw error
    }
  }

  return {
    redact: createRedactor(Object.values(credentials)),
    change: once,
    buy: once,
    read: request => {
      // A signal of its own for each read, since Node warns of a leak where more than ten listen to one.
      const signal = request.signal && AbortSignal.any([request.signal])
      return retryRead(() => once({ ...request, signal }), { clock, signal })
    },
  }
}

function buildUrl(base: URL, query: Readonly<Record<string, string | undefined>>): string {
  const url = new URL(base)
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, value)
  return url.href
}
