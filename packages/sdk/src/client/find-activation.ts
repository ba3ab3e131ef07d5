import { reduce } from '../activation/reduce.ts'
import { NotFoundError } from '../errors/activation.ts'
import type { CallOptions } from '../provider/call-options.ts'
import type { Provider } from '../provider/provider.ts'
import type { ActivationObservation, ActivationSnapshot } from '../provider/snapshot.ts'
import type { Purchases } from '../purchase/api.ts'

export interface FoundActivation {
  readonly snapshot: ActivationSnapshot
  /** Whether this is what the provider says now. */
  readonly isCurrent: boolean
}

/** What is known of an id: from our own ledger, from the list of open numbers, or from what the provider says about it alone. */
export async function findActivation(
  id: string,
  { provider, purchases }: { readonly provider: Provider; readonly purchases: Pick<Purchases, 'snapshotOf'> },
  call: CallOptions,
): Promise<FoundActivation> {
  const written = await purchases.snapshotOf(id)
  if (written) return { snapshot: written, isCurrent: false }
  const listed = (await provider.activations.list?.(call))?.find(row => row.id === id)
  if (listed) return { snapshot: listed, isCurrent: true }
  const told = asSnapshot(await provider.activations.fetch(id, call))
  if (told) return { snapshot: told, isCurrent: true }
  throw new NotFoundError(`${provider.id} tells too little about ${id} to follow it`, {
    provider: provider.id,
    operation: 'activations.get',
    hint: 'Pass a snapshot of it instead of its id.',
  })
}

/** In the history of some hosts stands neither what was bought nor where. */
const UNTOLD = { slug: null, iso: null, nativeId: '', name: '' }

/** An answer as a whole snapshot; `null` where it does not even tell the phone. */
function asSnapshot(told: ActivationObservation): ActivationSnapshot | null {
  const { id, provider, nativeId, phone, service = UNTOLD, country = UNTOLD, observedAt } = told
  if (phone === undefined) return null
  const { createdAt = observedAt, expiresAt = null } = told
  const blank: ActivationSnapshot = {
    ...{ id, provider, nativeId, phone, service, country, createdAt, expiresAt, observedAt, rounds: 0 },
    ...{ status: 'waiting', reason: null, operator: null, price: null, refund: 'none', messages: [] },
    ...{ canRetry: null, cancellableAt: null, soldAt: null },
  }
  const timeLeft = expiresAt === null ? 0 : expiresAt.getTime() - observedAt.getTime()
  return reduce(blank, told, { timeLeft }).next
}
