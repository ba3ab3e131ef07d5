import type { Activation } from '../activation/activation.ts'
import { reduce } from '../activation/reduce.ts'
import { cannot } from '../errors/cannot.ts'
import type { CallOptions } from '../provider/call-options.ts'
import type { Provider } from '../provider/provider.ts'
import type { PurchaseRequest } from '../provider/purchase.ts'
import type { ActivationObservation, ActivationSnapshot } from '../provider/snapshot.ts'
import type { BuyOptions, Purchases } from '../purchase/api.ts'
import { blankOf } from './blank.ts'
import type { Followers } from './followers.ts'
import { createLookUp } from './look-up.ts'
import { presentUnknown } from './purchases.ts'

/** Numbers that receive one SMS, or a few. */
export interface ActivationsResource {
  /**
   * Buys a number: at most one request is charged, whatever happens.
   *
   * Aborted before anything is sent, nothing happened; after that the purchase goes on, and its number is given back.
   * @billing Charges the account.
   * @throws {@link PurchaseUnknownError} when nobody can tell whether it was charged: do not buy again, await its
   * `reconcile()`. Every other error means that nothing is bought and kept: {@link OutOfStockError},
   * {@link InsufficientBalanceError}, {@link PriceCapError}, {@link UnknownReferenceError}, {@link PurchaseHeldError},
   * {@link PurchaseNotSentError}, {@link IdempotencyConflictError}, {@link IntentStoreError} and other refusals.
   */
  buy(request: PurchaseRequest, options?: BuyOptions): Promise<Activation>
  /**
   * The handle of a number that was bought before, also by another process: by its id, after a look at the provider; or by
   * a snapshot of it, without one. Where neither ledger nor list has the id, as when it has ended, service and country may
   * be empty. Many that are asked for at once cost one look at the list, where the provider has one.
   * @throws {@link NotFoundError} when the provider does not know the id.
   */
  get(idOrSnapshot: string | ActivationSnapshot, call?: CallOptions): Promise<Activation>
  /**
   * Every open number of the account, whoever bought it.
   * @throws {@link CapabilityError} where the provider has no such list.
   */
  list(call?: CallOptions): Promise<readonly Activation[]>
}

export interface ActivationsContext {
  readonly provider: Provider
  readonly purchases: Purchases
  readonly followers: Followers
  /** Called before every purchase. */
  readonly onBuy: () => void
}

export function createActivationsResource({
  provider,
  purchases,
  followers,
  onBuy,
}: ActivationsContext): ActivationsResource {
  const lookUp = createLookUp<ActivationSnapshot, ActivationObservation, Activation>({
    provider: provider.id,
    kind: 'activations',
    facet: provider.activations,
    purchases,
    asSnapshot,
    async follow(snapshot, isCurrent) {
      const activation = followers.follow(snapshot)
      if (!isCurrent) await activation.refresh()
      return activation
    },
  })

  return {
    async buy(request, options) {
      onBuy()
      try {
        const { snapshot, intent } = await purchases.buy(request, options)
        return followers.follow(snapshot, intent.age)
      } catch (error) {
        throw presentUnknown(error, (snapshot: ActivationSnapshot) => followers.follow(snapshot))
      }
    },
    async get(idOrSnapshot, call = {}) {
      if (typeof idOrSnapshot !== 'string') return followers.follow(idOrSnapshot)
      return followers.known(idOrSnapshot) ?? lookUp(idOrSnapshot, call)
    },
    async list(call = {}) {
      const { id, activations } = provider
      if (activations.list) return (await activations.list(call)).map(snapshot => followers.follow(snapshot))
      throw cannot(id, 'activations.list', 'does not list open numbers')
    },
  }
}

/** An answer as a whole snapshot; `null` where it does not even tell the phone. */
function asSnapshot(told: ActivationObservation): ActivationSnapshot | null {
  const found = blankOf(told)
  if (!found) return null
  const blank: ActivationSnapshot = { ...found.blank, status: 'waiting', rounds: 0, canRetry: null }
  return reduce(blank, told, found).next
}
