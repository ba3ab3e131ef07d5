import { AccountBlockedError } from '../errors/access.ts'
import { OneSmsError } from '../errors/base.ts'
import { RateLimitError } from '../errors/transport.ts'
import type { Clock } from '../utils/clock.ts'
import { underOwnSignal } from '../utils/own-signal.ts'
import type { RequestPace } from '../utils/request-pace.ts'
import { createBreaker } from './breaker.ts'
import { createExchange, type Exchange, type ExchangeRules, type FetchLike, type HttpAnswer } from './exchange.ts'
import type { Limiter } from './limiter.ts'
import { createMoneyTransport } from './money-transport.ts'
import { notSent } from './not-sent.ts'
import { createPacedLimiter } from './paced.ts'
import { retryRead } from './retry.ts'
import { createRetryBudget } from './retry-budget.ts'
import { createKeyRing, type KeyRing, type Secrets } from './secrets.ts'
import { turnWithin } from './turn.ts'

/** After a refusal for haste that names no time. HeroSMS, for one, blocks for 10 s. */
const UNTOLD_PAUSE = 10_000
const LONGEST_PAUSE = 60_000
/** A purchase that waits longer for its turn, or for its key, is not sent: whoever asked for it may have given up. */
const LONGEST_TURN = 10_000

export interface HttpOptions {
  readonly provider: string
  readonly baseUrl: URL
  /** Secret query parameters, added as the last act before sending. */
  readonly credentials: Secrets
  /** Secret headers. What stands before a blank is the name of a scheme. */
  readonly secretHeaders?: Secrets
  /** Default: the global `fetch`; for purchases a connection of their own, where there are sockets. */
  readonly fetch?: FetchLike | undefined
  readonly limiter: Limiter
  readonly clock: Clock
}

/** One request to a provider, and how its answer is read. */
export interface HttpRequest<T> extends ExchangeRules {
  /** Goes on from the path of the address. Each segment is encoded; none may be of dots alone. */
  readonly path?: readonly string[]
  /** Anybody may ask this: it goes without the key. */
  readonly isPublic?: boolean
  readonly query: Readonly<Record<string, string | undefined>>
  /** Turns the answer into a value; the errors it throws decide about a repetition. */
  readonly parse: (answer: HttpAnswer) => T | Promise<T>
}

/** Three ways to send a request. They differ in what may be sent twice. */
export interface Http {
  /** Sends a read, and repeats it where that can help. */
  read<T>(request: HttpRequest<T>): Promise<T>
  /** Sends what changes something, once. */
  change<T>(request: HttpRequest<T>): Promise<T>
  /**
   * Sends a purchase, once. The signal counts until it leaves; then it goes on to its end.
   * @billing Charges the account.
   * @throws {@link PurchaseNotSentError} when it has not left.
   */
  buy<T>(request: HttpRequest<T>): Promise<T>
  /** Takes the key out of a text, in every form in which it may stand there. */
  readonly redact: (text: string) => string
  /** From now on every request waits for a turn of this pace, too. It takes the place of an earlier one. */
  usePace(pace: RequestPace): void
  /** How many reads may still be repeated: ten at most, a tenth more with each that succeeds. */
  retriesLeft(): number
  /** This process was away: what was out of reach then may be in reach now. */
  wake(): void
}

type Taken = Awaited<ReturnType<KeyRing['take']>>

const NO_KEYS: Taken = { query: {}, headers: {} }

/** The road to one provider: its key, its pace, its repetitions, and its silence while the provider is down. */
export function createHttp(options: HttpOptions): Http {
  const { provider, baseUrl, credentials, secretHeaders = {}, fetch, clock } = options
  const limiter = createPacedLimiter(options.limiter)
  const exchange = createExchange(provider, fetch)
  const moneyTransport = createMoneyTransport(provider, fetch)
  const breaker = createBreaker(clock)
  const budget = createRetryBudget()
  const keys = createKeyRing(credentials, secretHeaders)

  const keysFor = ({ isPublic }: Pick<HttpRequest<unknown>, 'isPublic'>) => (isPublic ? NO_KEYS : keys.take())

  function send<T>({ path, query, isPublic: _, parse, ...rules }: HttpRequest<T>, secrets: Taken, road: Exchange) {
    return breaker.run(async (): Promise<T> => {
      try {
        const url = buildUrl(baseUrl, path, { ...query, ...secrets.query })
        const headers = { ...rules.headers, ...secrets.headers }
        return await parse(await road(url, { ...rules, headers }))
      } catch (error) {
        if (error instanceof RateLimitError) limiter.pause(Math.min(error.retryAfter ?? UNTOLD_PAUSE, LONGEST_PAUSE))
        throw error
      }
    })
  }

  async function once<T>(request: HttpRequest<T>): Promise<T> {
    breaker.check()
    await limiter.turn(request.signal)
    return send(request, await keysFor(request), exchange)
  }

  async function read<T>(request: HttpRequest<T>): Promise<T> {
    // A signal of its own for each read: who reads for as long as the process lives may have one for all.
    return underOwnSignal(request.signal ? [request.signal] : [], async signal => {
      let attempts = 0
      const attempt = () => {
        attempts += 1
        return once({ ...request, signal })
      }
      const value = await retryRead(attempt, { clock, signal, mayRepeat: () => !breaker.isOpen && budget.take() })
      budget.earn(attempts - 1)
      return value
    })
  }

  async function buy<T>(request: HttpRequest<T>): Promise<T> {
    const context = { provider, operation: request.operation }
    let isOurs: boolean
    let secrets: Taken
    let waited: number
    try {
      breaker.check()
      isOurs = await turnWithin(LONGEST_TURN, { limiter, clock, signal: request.signal })
      const since = clock.elapsed()
      secrets = await keysFor(request)
      waited = clock.elapsed() - since
      breaker.check()
    } catch (error) {
      if (error instanceof AccountBlockedError) throw stillBlocked(error, request.operation)
      throw OneSmsError.is(error) ? notSent(error.message, context, error) : notSent('it was aborted', context)
    }
    if (!isOurs) throw notSent(`no turn within ${LONGEST_TURN / 1000} s`, context)
    if (waited > LONGEST_TURN) throw notSent(`no key within ${LONGEST_TURN / 1000} s`, context)
    return send(request, secrets, moneyTransport)
  }

  return {
    redact: keys.redact,
    read,
    change: once,
    buy,
    usePace: limiter.use,
    retriesLeft: budget.left,
    wake: breaker.wake,
  }
}

/** What the account's ban comes to for a purchase that is not even sent. */
function stillBlocked({ provider, message, until }: AccountBlockedError, operation: string): AccountBlockedError {
  return new AccountBlockedError(message, { provider, operation, until, rejected: true })
}

type Query = HttpRequest<unknown>['query']

function buildUrl(base: URL, path: readonly string[] | undefined, query: Query): string {
  const url = new URL(base)
  // A URL walks up at such a segment, also where it is encoded.
  if (path?.some(segment => /^\.*$/.test(segment))) throw new TypeError('a segment of a path is empty or of dots alone')
  if (path) url.pathname = [base.pathname.replace(/\/$/, ''), ...path.map(encodeURIComponent)].join('/')
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, value)
  return url.href
}
