import {
  type ErrorCode,
  type NumberSnapshot,
  OneSmsError,
  type Provider,
  ProviderUnavailableError,
  type PurchaseUnknownError,
} from '@onesms/sdk'
import type { Attempt } from './attempt.ts'
import type { PurchaseFinding } from './state.ts'

/** Asks what came of a purchase. Sends nothing that charges. */
export type Look<Bought> = () => Promise<PurchaseFinding<Bought>>

/** What an earlier page sent last, however long it had tried, or whatever its clock said, has arrived by then. */
const LAST_ARRIVAL = 10_000

/** A bought number, as the client gives it. */
export interface Handle<Bought> {
  readonly snapshot: Bought
}

/** Asks the client, which sent it and follows it. */
export const lookByClient =
  <Bought>({ key }: Attempt<unknown>, doubtful: PurchaseUnknownError<Handle<Bought>>): Look<Bought> =>
  async () => {
    try {
      const bought = await doubtful.reconcile()
      return bought ? { kind: 'bought', key, data: bought.snapshot } : { kind: 'nothing', key, error: boughtNothing() }
    } catch (error) {
      // A number was bought, and is on its way back.
      if (hasCode(error, 'price_cap') || hasCode(error, 'invalid_transition')) return { kind: 'nothing', key, error }
      throw error
    }
  }

/**
 * Asks the provider what it keeps under the key: for a page that was loaded anew, whose client knows nothing of it. What has
 * not arrived when a purchase has had all the time that one can take will not arrive any more.
 * @param refusal How it ended when it was last sent: that is why nothing was bought, if nothing was.
 */
export function lookByKey<Bought extends NumberSnapshot>(
  provider: Provider,
  { key, startedAt, isBought }: Attempt<unknown>,
  refusal?: Error,
): Look<Bought> | undefined {
  const since = performance.now()
  const { purchaseTimeout, latestCommit } = provider.traits
  return (
    provider.outcomeOf &&
    (async () => {
      // The clock of the page may have been turned back since: what was sent before it was loaded is as old as the page.
      const looked = performance.now() - since
      const age = Math.max(Date.now() - startedAt, looked)
      const hasArrived = isBought || looked >= LAST_ARRIVAL
      const isOver = age >= purchaseTimeout + latestCommit && hasArrived // when it was asked: answers may be late
      const report = await provider.outcomeOf?.({ intentId: key, idempotencyKey: key }, {})
      if (report?.kind === 'bought') return { kind: 'bought', key, data: report.snapshot as Bought } // a key is of one kind
      const kind = report?.kind ?? 'unknown'
      const error = refusal ?? boughtNothing()
      return { kind: refusal && isOver && kind === 'missing' ? 'nothing' : kind, key, isOver, error }
    })
  )
}

export const hasCode = (error: unknown, code: ErrorCode): error is OneSmsError =>
  OneSmsError.is(error) && error.code === code

const boughtNothing = () =>
  new ProviderUnavailableError('the answer was lost, and nothing was bought', { rejected: true })
