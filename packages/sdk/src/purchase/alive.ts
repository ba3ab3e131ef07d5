import { OneSmsError } from '../errors/base.ts'
import type { Provider } from '../provider/provider.ts'
import type { PurchaseContext } from './context.ts'
import type { Intent } from './intent.ts'
import { isRental, kindOf } from './number.ts'
import { hasEnded } from './observation.ts'
import type { Sighting } from './sightings.ts'

/** How many numbers of one provider are asked for one by one in a look. */
const INQUIRIES = 10
const RENTAL_SLACK = 60_000

/** Takes out of the ledger's sight what is over by its age, and answers the rest. */
export async function retire(context: PurchaseContext, alive: readonly Intent[]): Promise<readonly Intent[]> {
  const old = alive.filter(intent => isOverByNow(context, intent))
  for (const { id, state } of old) await context.store.transition(id, [state], { ended: true })
  return alive.filter(intent => !old.includes(intent))
}

/** A rental lives as long as it says; one that does not say is left to what the provider tells. */
function isOverByNow({ clock, timing }: PurchaseContext, { age, snapshot }: Intent): boolean {
  if (!snapshot || !isRental(snapshot)) return age > timing.life
  return snapshot.expiresAt !== null && clock.now() > snapshot.expiresAt.getTime() + RENTAL_SLACK
}

/**
 * Whether the lists of a provider hold every bought number that must be on them. A number that is missing may have ended
 * without our hearing of it, so it is asked for; if it lives, the list is cut, and shows nothing.
 */
export async function isWhole(
  { timing, store }: PurchaseContext,
  { leaf, kinds, rows }: Sighting,
  listAge: number,
  alive: readonly Intent[],
): Promise<boolean> {
  const listed = new Set(rows.map(({ id }) => id))
  const missing = alive.filter(
    intent =>
      intent.state === 'confirmed' &&
      intent.snapshot?.provider === leaf.id &&
      kinds.has(kindOf(intent)) &&
      intent.age - listAge > timing.listLag &&
      !listed.has(intent.snapshot.id),
  )
  for (const intent of missing.slice(0, INQUIRIES)) {
    if (!(await isOver(leaf, intent))) return false
    await store.transition(intent.id, ['confirmed'], { ended: true })
  }
  return missing.length <= INQUIRIES
}

async function isOver({ activations, rentals }: Provider, intent: Intent): Promise<boolean> {
  const { snapshot } = intent
  if (!snapshot) return false
  try {
    const facet = kindOf(intent) === 'rental' && rentals ? rentals : activations
    return hasEnded(await facet.fetch(snapshot.id, {}))
  } catch (error) {
    return OneSmsError.is(error) && error.code === 'not_found'
  }
}
