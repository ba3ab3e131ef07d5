import type { IntentStore } from '../store.ts'
import type { Sale, VirtualAccount } from './virtual-account.ts'

/** What the provider's ledger says of ours when all is over. */
export interface Verdict {
  /** Sold to us, and neither in our ledger nor ever shown to a person who could have decided. */
  readonly lost: number
  /** Sold to us, and no caller got it: more than what the provider itself sold twice for one request. */
  readonly overBought: number
  /** Its own buyer was told, and it went to another. */
  readonly stolen: number
  /** Sold to us and shown to a look, and yet its purchase counts as having bought nothing while nobody owns it. */
  readonly writtenOff: number
  /** Somebody else bought it, and a purchase of ours owns it, or it was given back. */
  readonly takenFromOthers: number
}

/** `delivered`: the numbers that callers got; `shown`: those that stood beside an open purchase at any time. */
export async function judge(
  { provider, sales }: VirtualAccount,
  store: IntentStore,
  delivered: ReadonlySet<string>,
  shown: ReadonlySet<string>,
): Promise<Verdict> {
  const owners = await store.owners(provider.id, [...sales.keys()])
  const orphans = new Set((await store.list(provider.id, 'orphan')).map(({ activationId }) => activationId))
  const isKnown = ({ snapshot: { id } }: Sale) => owners.has(id) || delivered.has(id) || shown.has(id)
  const isOwned = ({ snapshot: { id } }: Sale) => owners.has(id) && !orphans.has(id)
  const all = [...sales.values()]
  const ours = all.filter(({ intentId }) => intentId !== null)
  const theirs = all.filter(({ intentId }) => intentId === null)
  const ownerless = ours.filter(({ snapshot, isShown }) => isShown && !owners.has(snapshot.id))
  const purchases = await Promise.all(ownerless.map(({ intentId }) => store.get(intentId ?? '')))
  const undelivered = ours.filter(({ snapshot }) => !delivered.has(snapshot.id))
  const twins = ours.filter(({ isTwin }) => isTwin)
  return {
    lost: ours.filter(sale => !isKnown(sale)).length,
    overBought: Math.max(0, undelivered.length - twins.length),
    stolen: ours.filter(({ snapshot, isTold, intentId }) => isTold && owners.get(snapshot.id) !== intentId).length,
    writtenOff: purchases.filter(intent => intent?.state === 'not_purchased').length,
    takenFromOthers: theirs.filter(sale => sale.end === 'cancelled' || isOwned(sale)).length,
  }
}
