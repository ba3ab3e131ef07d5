import {
  type NumberSnapshot,
  OneSmsError,
  type Provider,
  PurchaseNotSentError,
  type PurchaseRequest,
  type PurchaseUnknownError,
} from '@onesms/sdk'
import { type Attempt, type AttemptKind, isSame, plainRequest } from './attempt.ts'
import { createInquiry } from './inquiry.ts'
import { type Handle, hasCode, type Look, lookByClient, lookByKey } from './look.ts'
import { type PurchaseActions, type PurchaseState, present } from './present.ts'
import { reduce } from './reduce.ts'
import { isPending, type PurchaseNews, type PurchaseStage } from './state.ts'
import { createAttemptStorage } from './storage.ts'

/** The purchase of one kind of all components of a client, in the form of an external store of React. */
export interface SharedPurchase<Request, Bought> {
  subscribe(this: void, listener: () => void): () => void
  getSnapshot(this: void): PurchaseState<Request, Bought>
  getServerSnapshot(this: void): PurchaseState<Request, Bought>
}

/** Charges the account, once for a key. */
export type Buy<Request, Bought> = (request: Request, key: string) => Promise<Handle<Bought>>

/** A purchase that is not answered by then is asked about: the provider may have said already that nobody can tell. */
const SLOW = 5_000
const IDLE = { status: 'idle', request: null } as const

/**
 * Buys when it is told to, and at no other time. What is asked for is written down before it is sent; a page that finds such
 * an attempt, as it was loaded anew, asks what came of it with its first subscriber.
 */
export function createPurchase<Request extends PurchaseRequest, Bought extends NumberSnapshot>(
  provider: Provider,
  kind: AttemptKind,
  buy: Buy<Request, Bought>,
): SharedPurchase<Request, Bought> {
  type Stage = PurchaseStage<Request, Bought>
  const storage = createAttemptStorage<Request>(provider, kind)
  const listeners = new Set<() => void>()
  let stage: Stage | undefined
  let state: PurchaseState<Request, Bought> | undefined
  /** For all who wait for what is pending. */
  let promise: Promise<Bought> | undefined
  const inquiry = createInquiry<Bought>({
    isOpen: () => isPending(current()),
    onFound: take,
    onReturn: () => provider.wake?.(),
  })

  /** Reads what an earlier page left, once. */
  function current(): Stage {
    if (stage) return stage
    // Elsewhere nobody could say what came of it.
    const attempt = provider.outcomeOf ? storage.read() : null
    stage = attempt ? { status: 'checking', attempt, isMissing: false } : IDLE
    return stage
  }

  function take(news: PurchaseNews<Request, Bought>): void {
    const before = current()
    const next = reduce(before, news)
    if (next === before) return
    stage = next
    state = present(next, actions)
    const [left, attempt] = [attemptOf(before), attemptOf(next)]
    // Who signed out may have had it forgotten, and another client may have begun another one.
    const isKept = attempt?.key !== left?.key || storage.read()?.key === attempt?.key
    if (attempt && attempt !== left && isKept) storage.write(attempt)
    if (left && !attempt) storage.remove(left.key)
    if (next.status === 'buying') void send(next.attempt)
    for (const listener of [...listeners]) listener()
  }

  async function send(attempt: Attempt<Request>): Promise<void> {
    const { key, request } = attempt
    const lookMeanwhile = lookByKey<Bought>(provider, attempt)
    if (lookMeanwhile) inquiry.start(lookMeanwhile, SLOW)
    else inquiry.stop()
    try {
      take({ kind: 'bought', key, data: (await buy(request, key)).snapshot })
    } catch (error) {
      const look = lookAfter(attempt, error)
      take(look ? { kind: 'unknown', key } : { kind: 'nothing', key, error: error as Error })
      // What another one has taken the place of is not asked about any more.
      if (look && attemptOf(current())?.key === key) inquiry.start(look)
    }
  }

  /** How to find out what came of it, where the error does not say. */
  function lookAfter(attempt: Attempt<Request>, error: unknown): Look<Bought> | undefined {
    if (!attempt.isResent && OneSmsError.is(error)) {
      return hasCode(error, 'purchase_unknown')
        ? lookByClient(attempt, error as PurchaseUnknownError<Handle<Bought>>)
        : undefined
    }
    // The client knows of this sending alone, and a refusal is of this one. The last of it may have left just now.
    return lookByKey<Bought>(provider, { ...attempt, startedAt: Date.now() }, refusalOf(error))
  }

  /** An attempt that was found is asked about, by one. */
  function resume(): void {
    const found = current()
    if (inquiry.wasUsed || found.status !== 'checking') return
    const look = lookByKey<Bought>(provider, found.attempt)
    if (look) inquiry.start(look)
  }

  function subscribe(listener: () => void): () => void {
    listeners.add(listener)
    resume()
    return () => listeners.delete(listener)
  }

  /** What comes of that purchase, or why nothing is bought and kept. */
  const outcome = () =>
    new Promise<Bought>((resolve, reject) => {
      const look = () => {
        const { data, error } = snapshot()
        if (isPending(current())) return
        stop()
        promise = undefined
        if (data) resolve(data)
        else reject(error ?? new PurchaseNotSentError('nothing of it arrived, or it was given back'))
      }
      const stop = subscribe(look)
      look()
    })

  const actions: PurchaseActions<Request, Bought> = {
    mutate(wish) {
      const request = plainRequest(wish)
      take({ kind: 'asked', attempt: { key: crypto.randomUUID(), request, startedAt: Date.now() } })
      resume()
    },
    mutateAsync(wish) {
      actions.mutate(wish)
      if (!isSame(snapshot().request, plainRequest(wish))) {
        return Promise.reject(new PurchaseNotSentError('another purchase is on its way'))
      }
      const shared = promise ?? outcome()
      if (isPending(current())) promise = shared
      return shared
    },
    reset: () => take({ kind: 'reset' }),
  }
  const snapshot = () => {
    state ??= present(current(), actions)
    return state
  }
  const idle = present<Request, Bought>(IDLE, actions)

  return {
    subscribe,
    getSnapshot: snapshot,
    getServerSnapshot: () => idle,
  }
}

const attemptOf = <Request>(stage: PurchaseStage<Request, unknown>): Attempt<Request> | undefined =>
  'attempt' in stage ? stage.attempt : undefined

const refusalOf = (error: unknown): Error | undefined =>
  OneSmsError.is(error) && error.code !== 'purchase_unknown' ? error : undefined
