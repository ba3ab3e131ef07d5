import { InvalidTransitionError, NotFoundError } from '../errors/activation.ts'
import { OneSmsError } from '../errors/base.ts'
import type { CallOptions } from '../provider/call-options.ts'
import type { Provider } from '../provider/provider.ts'
import type { NumberSnapshot, RentalSnapshot } from '../provider/rental-snapshot.ts'
import { noSuchIntent } from './await-outcome.ts'
import type { PurchaseContext } from './context.ts'
import type { Engine } from './engine.ts'
import type { Intent, IntentState } from './intent.ts'
import { leafOf } from './named.ts'
import { isRental, kindOf } from './number.ts'
import { rentalOfObservation, snapshotOfObservation } from './observation.ts'
import { adopt, closeUnpurchased } from './settle.ts'
import { isUnwanted, onItsWayBack } from './unwanted.ts'

const operation = 'purchases.resolve'
/** What may still be given a number. */
const IN_DOUBT: readonly IntentState[] = ['unknown', 'not_purchased']

/** Carries out what a person, or a program that knows more, has decided about an unknown purchase. */
export async function resolvePurchase(
  { context, patrol }: Engine,
  id: string,
  activationId: string,
  call: CallOptions,
): Promise<NumberSnapshot | null> {
  const { store, provider } = context
  const intent = await store.get(id)
  if (!intent) throw noSuchIntent(provider.id, id)
  const isNone = activationId === 'none'
  const snapshot = isNone ? null : await giveNumber(context, intent, activationId, call)
  const isDone = isNone ? await closeUnpurchased(context, id) : snapshot !== null
  if (snapshot) patrol.watch() // also for those that had it for a candidate
  patrol.notify()
  if (isDone) return snapshot
  throw new InvalidTransitionError(
    isNone
      ? 'this purchase is settled'
      : `${activationId} cannot be given to this purchase: it is settled, or another owns the number`,
    { provider: provider.id, operation, hint: `Look at purchases.get('${id}').` },
  )
}

/** `null`: the intent is settled, or another owns the number. */
async function giveNumber(
  context: PurchaseContext,
  intent: Intent,
  activationId: string,
  call: CallOptions,
): Promise<NumberSnapshot | null> {
  if (!IN_DOUBT.includes(intent.state)) return null
  const { store, provider } = context
  const extended = intent.targets[0]?.extends
  if (extended) {
    if (activationId !== extended.rental) return null
    const rental = await findNumber(context, intent, activationId, call)
    // Where another owns the time up to that end, it holds what both bought.
    const isGiven =
      (await adopt(context, intent, rental, IN_DOUBT)) ||
      (await adopt(context, intent, rental, IN_DOUBT, `${rental.id}@${intent.id}`))
    return isGiven ? rental : null
  }
  const owner = (await store.owners(provider.id, [activationId])).get(activationId)
  const orphan = owner === undefined ? null : await store.get(owner)
  if (orphan?.state === 'orphan' && isUnwanted(orphan)) throw onItsWayBack(provider.id, operation, orphan)
  if (orphan?.snapshot && orphan.state === 'orphan') return giveOrphan(context, intent, orphan, orphan.snapshot)
  const snapshot = await findNumber(context, intent, activationId, call).catch(error => {
    // A provider may not know any more what has ended.
    const seen = intent.candidates.find(({ id }) => id === activationId)
    if (seen && OneSmsError.is(error) && error.code === 'not_found') return seen
    throw error
  })
  return (await adopt(context, intent, snapshot, IN_DOUBT)) ? snapshot : null
}

/** Lets an orphan go, so that the purchase can own its number; where it cannot after all, it is an orphan again. */
async function giveOrphan(
  context: PurchaseContext,
  intent: Intent,
  { id, activationId }: Intent,
  snapshot: NumberSnapshot,
): Promise<NumberSnapshot | null> {
  const { store, late } = context
  await store.transition(id, ['orphan'], { state: 'not_purchased', activationId: null })
  let isGiven = false
  try {
    isGiven = await adopt(context, intent, snapshot, IN_DOUBT)
    return isGiven ? snapshot : null
  } finally {
    const restore = () => store.transition(id, ['not_purchased'], { state: 'orphan', activationId })
    if (!isGiven) await restore().catch(() => late.add(restore))
  }
}

/** A number as the provider knows it. */
async function findNumber(
  { provider }: PurchaseContext,
  intent: Intent,
  id: string,
  call: CallOptions,
): Promise<NumberSnapshot> {
  const leaf = leafOf(provider, id) ?? provider
  const known = intent.snapshot && isRental(intent.snapshot) ? intent.snapshot : null
  const isRented = kindOf(intent) !== 'activation'
  const snapshot = isRented ? await findRental(leaf, id, known, call) : await findActivation(leaf, id, call)
  if (snapshot) return snapshot
  throw new NotFoundError(`the provider does not tell the phone of ${id}`, { provider: provider.id, operation })
}

async function findActivation({ activations }: Provider, id: string, call: CallOptions) {
  const listed = await activations.list?.(call)
  return listed?.find(row => row.id === id) ?? snapshotOfObservation(await activations.fetch(id, call))
}

async function findRental({ rentals }: Provider, id: string, known: RentalSnapshot | null, call: CallOptions) {
  const listed = await rentals?.list?.(call)
  const row = listed?.find(each => each.id === id)
  return row ?? (rentals ? rentalOfObservation(await rentals.fetch(id, call), known) : null)
}
