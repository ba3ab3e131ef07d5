import type { NumberSnapshot, RentalSnapshot } from '../provider/rental-snapshot.ts'
import type { PurchaseContext } from './context.ts'
import type { Intent } from './intent.ts'
import { kindOf, ownedBy } from './number.ts'

/** Which of the numbers are owned, by the ledger or by an answer that is not written down yet. */
export async function ownedOf(
  { provider, store, unwritten }: PurchaseContext,
  list: readonly NumberSnapshot[],
  alive: readonly Intent[],
): Promise<ReadonlySet<string>> {
  const owned = new Set(unwritten.keys())
  for (const { activationId } of alive) if (activationId !== null) owned.add(activationId)
  const others = [...new Set(list.map(({ id }) => id))].filter(id => !owned.has(id))
  if (others.length > 0) for (const id of (await store.owners(provider.id, others)).keys()) owned.add(id)
  return owned
}

/** The extensions that own the times which unknown ones might have bought. */
export async function ownersOfTimes(
  { provider, store, unwritten }: PurchaseContext,
  open: readonly Intent[],
  rentals: ReadonlyMap<string, RentalSnapshot>,
): Promise<ReadonlyMap<string, Intent>> {
  const times = new Set<string>()
  for (const intent of open) {
    const rental = rentals.get(intent.targets[0]?.extends?.rental ?? '')
    if (intent.state === 'unknown' && kindOf(intent) === 'extension' && rental) times.add(ownedBy(intent, rental))
  }
  const extensions = new Map<string, Intent>()
  if (times.size === 0) return extensions
  const owners = await store.owners(provider.id, [...times])
  for (const time of times) {
    const owner = unwritten.get(time) ?? owners.get(time)
    const intent = owner === undefined ? null : await store.get(owner)
    if (intent) extensions.set(time, intent)
  }
  return extensions
}
