import {
  type NumberSnapshot,
  OneSmsError,
  type Provider,
  ProviderUnavailableError,
  type PurchaseUnknownError,
} from '@onesms/sdk'
import type { Attempt } from './attempt.ts'
import type { PurchaseNews } from './state.ts'

/** Asks what came of a purchase. Sends nothing that charges. */
export type Look<Bought> = () => Promise<PurchaseNews<never, Bought>>

/** A bought number, as the client gives it. */
export interface Handle<Bought> {
  readonly snapshot: Bought
}

/** The errors by which the client says that a number was bought, and is on its way back. */
const GIVEN_BACK: ReadonlySet<string> = new Set(['price_cap', 'invalid_transition'])

/** Asks the client, which sent it and follows it. */
export function lookByClient<Bought>(
  { key }: Attempt<unknown>,
  doubtful: PurchaseUnknownError<Handle<Bought>>,
): Look<Bought> {
  return async () => {
    try {
      const bought = await doubtful.reconcile()
      return bought ? { kind: 'bought', key, data: bought.snapshot } : { kind: 'nothing', key, error: nothing() }
    } catch (error) {
      if (!OneSmsError.is(error) || !GIVEN_BACK.has(error.code)) throw error
      return { kind: 'nothing', key, error }
    }
  }
}

/**
 * Asks the provider what it keeps under the key: for a page that was loaded anew, whose client knows nothing of it. What has
 * not arrived when a purchase has had all the time that one can take will not arrive any more.
 */
export function lookByKey<Bought extends NumberSnapshot>(
  provider: Provider,
  { key, startedAt }: Attempt<unknown>,
): Look<Bought> | null {
  if (!provider.outcomeOf) return null
  const { id, traits } = provider
  const horizon = traits.purchaseTimeout + traits.latestCommit
  const since = performance.now()
  return async () => {
    const report = await provider.outcomeOf?.({ intentId: key, idempotencyKey: key }, {})
    if (report?.kind === 'bought') return { kind: 'bought', key, data: report.snapshot as Bought } // the key stands for one kind
    if (report?.kind === 'nothing') return { kind: 'nothing', key, error: nothing(id) }
    if (report?.kind !== 'missing') return { kind: 'unknown', key }
    // The clock of the page may have been turned back since: what was sent before it was loaded is as old as the page.
    const age = Math.max(Date.now() - startedAt, performance.now() - since)
    return { kind: 'missing', key, isOver: age >= horizon }
  }
}

const nothing = (provider: string | null = null) =>
  new ProviderUnavailableError('the answer was lost, and nothing was bought', {
    ...{ provider, operation: 'purchases.reconcile', rejected: true, hint: 'Buying again is safe.' },
  })
