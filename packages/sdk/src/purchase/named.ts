import { leavesOf } from '../provider/leaves.ts'
import type { Provider } from '../provider/provider.ts'
import type { NumberSnapshot, RentalSnapshot } from '../provider/rental-snapshot.ts'
import type { PurchaseContext } from './context.ts'
import type { Intent } from './intent.ts'
import { isRental, kindOf } from './number.ts'
import { rentalOfObservation, snapshotOfObservation } from './observation.ts'
import type { Sightings } from './sightings.ts'

/** The numbers that half-readable answers named and no list holds. */
export async function fetchNamed(
  { provider, timing }: PurchaseContext,
  open: readonly Intent[],
  sightings: Sightings,
): Promise<readonly NumberSnapshot[]> {
  const named = open.filter(
    intent => intent.state === 'unknown' && intent.age < timing.life && kindOf(intent) !== 'extension',
  )
  const hints = new Map(named.flatMap(intent => (intent.hint === null ? [] : [[intent.hint, kindOf(intent)]])))
  for (const { rows } of sightings.seen) for (const { id } of rows) hints.delete(id)
  const fetched = await Promise.all(
    [...hints].map(async ([id, kind]) => {
      const leaf = leafOf(provider, id)
      if (!leaf || sightings.dark.has(leaf.id)) return null
      return kind === 'rental' ? fetchRental(leaf, id, null) : fetchActivation(leaf, id)
    }),
  )
  return fetched.filter(snapshot => snapshot !== null)
}

/** The rentals that unknown extensions are about, by their id, as far as they can be seen now. */
export async function lookAtRentals(
  { provider }: PurchaseContext,
  open: readonly Intent[],
  { seen }: Sightings,
): Promise<ReadonlyMap<string, RentalSnapshot>> {
  const listed = new Map(seen.flatMap(({ rows }) => rows.filter(isRental).map(row => [row.id, row] as const)))
  const rentals = new Map<string, RentalSnapshot>()
  for (const { state, snapshot, targets } of open) {
    const id = targets[0]?.extends?.rental
    if (state !== 'unknown' || id === undefined || rentals.has(id)) continue
    const known = snapshot && isRental(snapshot) ? snapshot : null
    const leaf = leafOf(provider, id)
    const rental = listed.get(id) ?? (leaf && (await fetchRental(leaf, id, known)))
    if (rental) rentals.set(id, rental)
  }
  return rentals
}

export function leafOf(provider: Provider, id: string): Provider | undefined {
  return leavesOf(provider).find(leaf => id.startsWith(`${leaf.id}:`))
}

async function fetchActivation(leaf: Provider, id: string): Promise<NumberSnapshot | null> {
  try {
    return snapshotOfObservation(await leaf.activations.fetch(id, {}))
  } catch {
    return null
  }
}

/** `null`: it cannot be told now, or not enough of it. Its end is that of the answer: the one known before is no news. */
async function fetchRental(leaf: Provider, id: string, known: RentalSnapshot | null): Promise<RentalSnapshot | null> {
  try {
    if (!leaf.rentals) return null
    const told = await leaf.rentals.fetch(id, {})
    const rental = rentalOfObservation(told, known)
    return rental && { ...rental, expiresAt: told.expiresAt ?? null }
  } catch {
    return null
  }
}
