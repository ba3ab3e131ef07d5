import { activationTarget } from '../provider/activation-target.ts'
import type { ActivationSnapshot } from '../provider/snapshot.ts'
import type { PurchaseContext } from './context.ts'
import type { Intent, IntentState } from './intent.ts'
import { priceFlags } from './outcome.ts'
import { isUnwanted } from './unwanted.ts'

/** Gives a number to an intent that was in doubt. `false`: the number, or the intent, has gone another way meanwhile. */
export async function adopt(
  { store, provider, emit }: PurchaseContext,
  intent: Intent,
  snapshot: ActivationSnapshot,
  from: readonly IntentState[] = ['unknown'],
): Promise<boolean> {
  const flags = new Set([...intent.flags, ...priceFlags(snapshot.price, intent.maxPrice, provider.currency)])
  const result = await store.transition(intent.id, from, {
    state: 'confirmed',
    activationId: snapshot.id,
    snapshot,
    flags: [...flags],
  })
  if (result.kind !== 'moved') return false
  emit('purchase:resolved', { intent: result.intent, snapshot })
  if (isUnwanted(result.intent)) emit('purchase:unwanted', { intent: result.intent, snapshot })
  return true
}

/** Closes an intent that was in doubt: it bought nothing. `false`: it has gone another way meanwhile. */
export async function closeUnpurchased(
  { store, emit }: PurchaseContext,
  id: string,
  from: readonly IntentState[] = ['unknown'],
): Promise<boolean> {
  const result = await store.transition(id, from, { state: 'not_purchased' })
  if (result.kind !== 'moved') return false
  emit('purchase:resolved', { intent: result.intent, snapshot: null })
  return true
}

/** Writes down a number that belongs to no purchase, unless one owns it. Where it is ours, it is given back. */
export async function recordOrphan(
  { provider, store, emit }: PurchaseContext,
  snapshot: ActivationSnapshot,
  isOurs: boolean,
): Promise<void> {
  const { created, intent } = await store.insert({
    id: crypto.randomUUID(),
    account: provider.id,
    idempotencyKey: null,
    targets: [
      activationTarget(
        snapshot.provider,
        snapshot.service.nativeId,
        snapshot.country.nativeId,
        snapshot.operator?.nativeId,
      ),
    ],
    maxPrice: null,
    gateFor: 0,
    state: 'orphan',
    activationId: snapshot.id,
    snapshot,
    flags: isOurs ? ['surplus'] : [],
  })
  if (!created) return
  emit('purchase:orphan', { intent, snapshot })
  if (isUnwanted(intent)) emit('purchase:unwanted', { intent, snapshot })
}
