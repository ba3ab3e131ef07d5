import {
  type NumberSnapshot,
  OneSmsError,
  type Provider,
  PurchaseNotSentError,
  type PurchaseRequest,
  type PurchaseUnknownError,
} from '@onesms/sdk'
import { type Attempt, type AttemptKind, isSame, plainRequest } from './attempt.ts'
import { type Handle, type Look, lookByClient, lookByKey } from './look.ts'
import { nap } from './nap.ts'
import { type PurchaseActions, type PurchaseState, present } from './present.ts'
import { createPromised } from './promised.ts'
import { reduce } from './reduce.ts'
import type { PurchaseNews, PurchaseStage } from './state.ts'
import { createAttemptStorage } from './storage.ts'

/** The purchase of one kind of all components of a client, in the form of an external store of React. */
export interface SharedPurchase<Request, Bought> {
  subscribe(this: void, listener: () => void): () => void
  getSnapshot(this: void): PurchaseState<Request, Bought>
  getServerSnapshot(this: void): PurchaseState<Request, Bought>
}

export interface SharedPurchaseOptions<Request, Bought> {
  readonly provider: Provider
  readonly kind: AttemptKind
  /** @billing Charges the account, once for a key. */
  buy(request: Request, key: string): Promise<Handle<Bought>>
}

const FIRST_PAUSE = 1_000
const LONGEST_PAUSE = 30_000

/**
 * Buys when it is told to, and at no other time. What is asked for is written down before it is sent; a page that finds such
 * an attempt, as it was loaded anew, asks what came of it with its first subscriber.
 */
export function createPurchase<Request extends PurchaseRequest, Bought extends NumberSnapshot>({
  provider,
  kind,
  buy,
}: SharedPurchaseOptions<Request, Bought>): SharedPurchase<Request, Bought> {
  type Stage = PurchaseStage<Request, Bought>
  const storage = createAttemptStorage<Request>(provider.id, kind)
  const listeners = new Set<() => void>()
  const promised = createPromised<Bought>()
  let stage: Stage | null = null
  let state: PurchaseState<Request, Bought> | null = null
  const wake = () => provider.wake?.()
  /** Whoever asks with an older number stops. */
  let turn = 0

  /** Reads what an earlier page left, once. */
  function current(): Stage {
    if (stage) return stage
    // Elsewhere nobody could say what came of it.
    const attempt = provider.outcomeOf ? storage.read() : null
    stage = attempt ? { status: 'checking', attempt, isMissing: false } : { status: 'idle', request: null }
    return stage
  }

  function take(news: PurchaseNews<Request, Bought>): void {
    const before = current()
    const next = reduce(before, news)
    if (next === before) return
    stage = next
    state = present(next, actions)
    keep(before, next)
    if (next.status === 'buying') void send(next.attempt)
    settle(next)
    for (const listener of listeners) listener()
  }

  function keep(before: Stage, next: Stage): void {
    const [old, attempt] = [attemptOf(before), attemptOf(next)]
    if (attempt && attempt !== old) storage.write(attempt)
    else if (old && !attempt) storage.remove(old.key)
  }

  function settle(next: Stage): void {
    if (next.status === 'bought') promised.resolve(next.data)
    else if (next.status === 'failed') promised.reject(next.error)
    else if (next.status === 'idle') promised.reject(notSent('nothing of it arrived, or it was given back'))
  }

  async function send(attempt: Attempt<Request>): Promise<void> {
    const { key, request } = attempt
    turn += 1
    try {
      take({ kind: 'bought', key, data: (await buy(request, key)).snapshot })
    } catch (error) {
      const look = OneSmsError.is(error) ? lookAfter(error, attempt) : lookByKey<Bought>(provider, attempt)
      if (!look) return take({ kind: 'nothing', key, error: error as Error })
      take({ kind: 'lost', key })
      void follow(look)
    }
  }

  function lookAfter(error: OneSmsError, attempt: Attempt<Request>): Look<Bought> | null {
    if (error.code !== 'purchase_unknown') return null
    return lookByClient(attempt, error as PurchaseUnknownError<Handle<Bought>>)
  }

  async function follow(look: Look<Bought>): Promise<void> {
    turn += 1
    const own = turn
    for (let pause = FIRST_PAUSE; own === turn && stage?.status === 'checking'; pause *= 2) {
      const news = await look().catch(() => null) // an error is no answer; the next turn asks again
      if (news && own === turn) take(news)
      if (own === turn && stage.status === 'checking') await nap(Math.min(pause, LONGEST_PAUSE), wake)
    }
  }

  /** An attempt that was found is asked about, by one. */
  function resume(): void {
    const found = current()
    const look = turn === 0 && found.status === 'checking' ? lookByKey<Bought>(provider, found.attempt) : null
    if (look) void follow(look)
  }

  function ask(request: Request): boolean {
    const plain = plainRequest(request)
    const attempt = { key: crypto.randomUUID(), request: plain, startedAt: Date.now(), isBought: false }
    take({ kind: 'asked', attempt })
    resume()
    return isSame(attemptOf(current())?.request, plain)
  }

  const operation = kind === 'rental' ? 'rentals.rent' : 'activations.purchase'
  const notSent = (fact: string) => new PurchaseNotSentError(fact, { provider: provider.id, operation })

  const actions: PurchaseActions<Request, Bought> = {
    mutate: request => void ask(request),
    mutateAsync(request) {
      if (!ask(request)) return Promise.reject(notSent('another purchase is on its way'))
      const now = current()
      return now.status === 'bought' ? Promise.resolve(now.data) : promised.get()
    },
    reset: () => take({ kind: 'reset' }),
  }
  const idle = present<Request, Bought>({ status: 'idle', request: null }, actions)

  return {
    subscribe(listener) {
      listeners.add(listener)
      resume()
      return () => listeners.delete(listener)
    },
    getSnapshot: () => (state ??= present(current(), actions)),
    getServerSnapshot: () => idle,
  }
}

const attemptOf = <Request>(stage: PurchaseStage<Request, unknown>): Attempt<Request> | null =>
  'attempt' in stage ? stage.attempt : null
