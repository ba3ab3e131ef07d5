import { leavesOf } from '../provider/leaves.ts'
import type { Provider } from '../provider/provider.ts'
import type { PurchaseKind } from '../provider/purchase.ts'
import type { NumberSnapshot } from '../provider/rental-snapshot.ts'
import { underOwnSignal } from '../utils/own-signal.ts'
import type { PurchaseContext } from './context.ts'
import { kindOf } from './number.ts'
import { within } from './within.ts'
import { shows } from './witness.ts'

/** How long one of several providers is waited for: its silence must not keep the others from being looked at. */
const LIST_LIMIT = 10_000

/** What one provider showed in one look. */
export interface Sighting {
  readonly leaf: Provider
  /** Which of its lists were read. */
  readonly kinds: ReadonlySet<PurchaseKind>
  readonly rows: readonly NumberSnapshot[]
}

/** A look at the lists of all that sell. */
export interface Sightings {
  readonly seen: readonly Sighting[]
  /** Those of which a list could not be read. */
  readonly dark: ReadonlySet<string>
}

/** Lists what is open, of each provider by itself. An error of one is no sighting of that one. */
export async function readSightings(context: PurchaseContext, signal: AbortSignal): Promise<Sightings> {
  const leaves = leavesOf(context.provider)
  const withRentals = leaves.some(({ rentals }) => rentals) && (await hasRentals(context))
  const dark = new Set<string>()
  const sightings = await Promise.all(
    leaves.map(async leaf => {
      const read = (ends: AbortSignal) => listsOf(leaf, withRentals, ends)
      const sighting = await (leaves.length === 1
        ? read(signal).catch(() => null)
        : within(context.clock, LIST_LIMIT, ends => underOwnSignal([signal, ends], read)))
      if (!sighting) dark.add(leaf.id)
      return sighting
    }),
  )
  return { seen: sightings.filter(sighting => sighting !== null), dark }
}

/** A row that stands on both lists is the rental. */
async function listsOf(leaf: Provider, withRentals: boolean, signal: AbortSignal): Promise<Sighting> {
  const { activations, rentals } = leaf
  const kinds = new Set<PurchaseKind>()
  if (shows(leaf, 'activation')) kinds.add('activation')
  if (withRentals && shows(leaf, 'rental')) kinds.add('rental')
  const [numbers = [], rented = []] = await Promise.all([
    kinds.has('activation') ? activations.list?.({ signal }) : [],
    kinds.has('rental') ? rentals?.list?.({ signal }) : [],
  ])
  const ids = new Set(rented.map(({ id }) => id))
  return { leaf, kinds, rows: [...rented, ...numbers.filter(({ id }) => !ids.has(id))] }
}

async function hasRentals({ store, provider }: PurchaseContext): Promise<boolean> {
  for (const selection of ['open', 'alive'] as const) {
    const intents = await store.list(provider.id, selection)
    if (intents.some(intent => kindOf(intent) !== 'activation')) return true
  }
  return false
}
