import type { PurchaseContext } from './context.ts'
import type { IntentState } from './intent.ts'
import type { IntentChange, TransitionResult } from './store.ts'

/** As {@link record}, for a number. Until it is written down, nobody else in this process may take it for free. */
export async function claim(
  context: PurchaseContext,
  id: string,
  change: IntentChange & { readonly activationId: string },
): Promise<TransitionResult | null> {
  const { unwritten } = context
  const by = unwritten.get(change.activationId) ?? id
  if (by !== id) return { kind: 'owned', by }
  unwritten.set(change.activationId, id)
  const result = await record(context, id, ['sending', 'unknown', 'not_purchased'], change)
  if (result) unwritten.delete(change.activationId)
  return result
}

/** `null`: the store refuses it now, and it is written as soon as it can be. */
export async function record(
  { store, late, unwritten }: PurchaseContext,
  id: string,
  from: readonly IntentState[],
  change: IntentChange,
): Promise<TransitionResult | null> {
  const write = () => store.transition(id, from, change)
  try {
    return await write()
  } catch {
    late.add(async () => {
      await write()
      if (change.activationId) unwritten.delete(change.activationId)
    })
    return null
  }
}
