import { isPending, type PurchaseStage, type PurchaseStatus } from './state.ts'

/** What a page can do about a purchase. The functions stay the same. */
export interface PurchaseActions<Request, Bought> {
  /**
   * Buys, unless a purchase of this kind is pending: then it does nothing more, so a double click buys once. The same
   * request within half a second of the last one counts as a double click, also when that was answered meanwhile.
   * @billing Charges the account, once.
   */
  mutate(request: Request): void
  /**
   * As `mutate`, for what is bought: while the same request is pending, the same promise. Rejects with why nothing was bought
   * and kept; with a {@link PurchaseNotSentError} where something else is being bought.
   * @billing Charges the account, once.
   */
  mutateAsync(request: Request): Promise<Bought>
  /** From `bought` or `failed` to `idle`; while it is pending it does nothing. */
  reset(): void
}

/** A purchase as a page shows it. */
export interface PurchaseState<Request, Bought> extends PurchaseActions<Request, Bought> {
  readonly status: PurchaseStatus
  /** `buying` or `checking`: offer nothing to buy. */
  readonly isPending: boolean
  /** What is, or was last, asked for. */
  readonly request: Request | null
  /** What was bought, as it was then. */
  readonly data: Bought | undefined
  /** Why nothing was bought and kept; with `failed` alone. */
  readonly error: Error | null
}

export function present<Request, Bought>(
  stage: PurchaseStage<Request, Bought>,
  actions: PurchaseActions<Request, Bought>,
): PurchaseState<Request, Bought> {
  const { status } = stage
  return {
    status,
    isPending: isPending(stage),
    request: 'attempt' in stage ? stage.attempt.request : stage.request,
    data: status === 'bought' ? stage.data : undefined,
    error: status === 'failed' ? stage.error : null,
    ...actions,
  }
}
