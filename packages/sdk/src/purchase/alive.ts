import { OneSmsError } from '../errors/base.ts'
import type { ActivationSnapshot } from '../provider/snapshot.ts'
import type { PurchaseContext } from './context.ts'
import type { Intent } from './intent.ts'
import { hasEnded } from './observation.ts'

/** How many activations are asked for one by one in a look. */
const INQUIRIES = 10

/** Takes out of the ledger's sight what is over by its age, and answers the rest. */
export async function retire({ store, timing }: PurchaseContext, alive: readonly Intent[]): Promise<readonly Intent[]> {
  const old = alive.filter(({ age }) => age > timing.life)
  for (const { id, state } of old) await store.transition(id, [state], { ended: true })
  return alive.filter(intent => !old.includes(intent))
}

/**
 * Whether a list holds every bought number that must be on it. A number that is missing may have ended without our hearing
 * of it, so it is asked for; if it lives, the list is cut, and shows nothing.
 */
export async function isWhole(
  context: PurchaseContext,
  list: readonly ActivationSnapshot[],
  listAge: number,
  alive: readonly Intent[],
): Promise<boolean> {
  const { timing, store } = context
  const listed = new Set(list.map(({ id }) => id))
  const missing = alive.filter(
    ({ state, activationId, age }) =>
      state === 'confirmed' && activationId !== null && age - listAge > timing.listLag && !listed.has(activationId),
  )
  for (const { id, activationId } of missing.slice(0, INQUIRIES)) {
    if (activationId === null || !(await isOver(context, activationId))) return false
    await store.transition(id, ['confirmed'], { ended: true })
  }
  return missing.length <= INQUIRIES
}

async function isOver({ provider }: PurchaseContext, activationId: string): Promise<boolean> {
  try {
    return hasEnded(await provider.activations.fetch(activationId, {}))
  } catch (error) {
    return OneSmsError.is(error) && error.code === 'not_found'
  }
}
