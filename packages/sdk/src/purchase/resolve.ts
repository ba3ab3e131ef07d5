import { InvalidTransitionError, NotFoundError } from '../errors/activation.ts'
import type { CallOptions } from '../provider/call-options.ts'
import type { ActivationSnapshot } from '../provider/snapshot.ts'
import { noSuchIntent } from './await-outcome.ts'
import type { PurchaseContext } from './context.ts'
import type { Engine } from './engine.ts'
import type { Intent, IntentState } from './intent.ts'
import { snapshotOfObservation } from './observation.ts'
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
): Promise<ActivationSnapshot | null> {
  const { store, provider } = context
  const intent = await store.get(id)
  if (!intent) throw noSuchIntent(provider.id, id)
  const isNone = activationId === 'none'
  const snapshot = isNone ? null : await giveNumber(context, intent, activationId, call)
  const isDone = isNone ? await closeUnpurchased(context, id) : snapshot !== null
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
): Promise<ActivationSnapshot | null> {
  if (!IN_DOUBT.includes(intent.state)) return null
  const { store, provider } = context
  const owner = (await store.owners(provider.id, [activationId])).get(activationId)
  const orphan = owner === undefined ? null : await store.get(owner)
  if (orphan?.state === 'orphan' && isUnwanted(orphan)) throw onItsWayBack(provider.id, operation, orphan)
  if (orphan?.snapshot && orphan.state === 'orphan') return giveOrphan(context, intent, orphan, orphan.snapshot)
  const snapshot = await findNumber(context, activationId, call)
  return (await adopt(context, intent, snapshot, IN_DOUBT)) ? snapshot : null
}

/** Lets an orphan go, so that the purchase can own its number; where it cannot after all, it is an orphan again. */
async function giveOrphan(
  context: PurchaseContext,
  intent: Intent,
  { id, activationId }: Intent,
  snapshot: ActivationSnapshot,
): Promise<ActivationSnapshot | null> {
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
  activationId: string,
  call: CallOptions,
): Promise<ActivationSnapshot> {
  const listed = await provider.activations.list?.(call)
  const snapshot =
    listed?.find(({ id }) => id === activationId) ??
    snapshotOfObservation(await provider.activations.fetch(activationId, call))
  if (snapshot) return snapshot
  throw new NotFoundError(`the provider does not tell the phone of ${activationId}`, {
    provider: provider.id,
    operation,
  })
}
