import { InvalidTransitionError, NotFoundError } from '../errors/activation.ts'
import type { CallOptions } from '../provider/call-options.ts'
import type { ActivationSnapshot } from '../provider/snapshot.ts'
import { noSuchIntent } from './await-outcome.ts'
import type { PurchaseContext } from './context.ts'
import type { Engine } from './engine.ts'
import { snapshotOfObservation } from './observation.ts'
import { adopt, closeUnpurchased } from './settle.ts'

const operation = 'purchases.resolve'

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
  const snapshot = activationId === 'none' ? null : await findNumber(context, activationId, call)
  const isDone = snapshot
    ? await adopt(context, intent, snapshot, ['unknown', 'not_purchased'])
    : await closeUnpurchased(context, id)
  patrol.notify()
  if (isDone) return snapshot
  throw new InvalidTransitionError(
    snapshot
      ? `${activationId} cannot be given to this purchase: it is settled, or another owns the number`
      : 'this purchase is settled',
    { provider: provider.id, operation, hint: `Look at purchases.get('${id}').` },
  )
}

/** A number as the ledger or the provider knows it. An orphan is let go, so that the purchase can own it. */
async function findNumber(
  { store, provider }: PurchaseContext,
  activationId: string,
  call: CallOptions,
): Promise<ActivationSnapshot> {
  const owner = (await store.owners(provider.id, [activationId])).get(activationId)
  const orphan = owner === undefined ? null : await store.get(owner)
  if (orphan?.snapshot && orphan.state === 'orphan') {
    await store.transition(orphan.id, ['orphan'], { state: 'not_purchased', activationId: null })
    return orphan.snapshot
  }
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
