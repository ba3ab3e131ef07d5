import type { Attempt } from './attempt.ts'

/**
 * Where a purchase stands.
 *
 * - `buying`: it was asked for, and its answer is awaited; for some seconds, after which it is `checking` where nobody can tell
 * - `checking`: nobody can tell yet whether it was charged; it is asked about until somebody can. Do not offer to buy again
 * - `bought`: the number is in `data`
 * - `failed`: nothing was bought and kept; `error` says why
 */
export type PurchaseStatus = 'idle' | 'buying' | 'checking' | 'bought' | 'failed'

/** All that is known of the purchase of a page. */
export type PurchaseStage<Request, Bought> =
  | { readonly status: 'idle'; readonly request: Request | null }
  | { readonly status: 'buying'; readonly attempt: Attempt<Request> }
  /** `isMissing`: when last asked, the provider had not seen it. It may still be on its way. */
  | { readonly status: 'checking'; readonly attempt: Attempt<Request>; readonly isMissing: boolean }
  | { readonly status: 'bought'; readonly attempt: Attempt<Request>; readonly data: Bought }
  | { readonly status: 'failed'; readonly request: Request; readonly error: Error }

/** Whether it is on its way, as far as anybody can tell. */
export function isPending<Request, Bought>(
  stage: PurchaseStage<Request, Bought>,
): stage is Extract<PurchaseStage<Request, Bought>, { status: 'buying' | 'checking' }> {
  return stage.status === 'buying' || stage.status === 'checking'
}

/** What came of the purchase under a key, as far as anybody can tell. `isOver`: nothing of it can arrive any more. */
export type PurchaseFinding<Bought> = { readonly key: string } & (
  | { readonly kind: 'bought'; readonly data: Bought }
  | { readonly kind: 'nothing'; readonly error: Error }
  | { readonly kind: 'missing'; readonly isOver: boolean }
  | { readonly kind: 'unknown' }
)

/**
 * What happens to it: somebody asks for a purchase, which would be that attempt; its end is taken notice of; or something is
 * found out.
 */
export type PurchaseNews<Request, Bought> =
  | { readonly kind: 'asked'; readonly attempt: Attempt<Request> }
  | { readonly kind: 'reset' }
  | PurchaseFinding<Bought>
