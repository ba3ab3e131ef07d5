import { PurchaseHeldError } from '../errors/purchase.ts'
import type { PurchaseContext } from './context.ts'
import type { Intent } from './intent.ts'
import type { BeginResult } from './store.ts'
import { GATE_WAIT, SIGHTING_PAUSE } from './timing.ts'

/** How often a held purchase asks whether it may go: another process may have opened the gate. */
const GATE_POLL = 1_000

/**
 * Begins an intent as soon as no unknown purchase of its kind is in the way. Without the gate a number whose answer is still
 * on the wire could be taken for what the unknown one bought.
 * @throws {@link PurchaseHeldError} after 10 s.
 */
export async function passGate(
  context: PurchaseContext,
  id: string,
  isWanted: () => boolean,
): Promise<Exclude<BeginResult, { kind: 'held' }> | { readonly kind: 'unwanted' }> {
  const { clock, store } = context
  const deadline = clock.elapsed() + GATE_WAIT
  for (;;) {
    if (!isWanted()) return { kind: 'unwanted' }
    const result = await store.begin(id)
    if (result.kind !== 'held') return result
    if (clock.elapsed() + GATE_POLL > deadline) throw heldBy(result.by, context)
    await clock.sleep(GATE_POLL)
  }
}

function heldBy({ id, age }: Intent, { provider, timing }: PurchaseContext): PurchaseHeldError {
  return new PurchaseHeldError('an earlier purchase of the same thing has an unknown outcome', {
    provider: provider.id,
    operation: 'activations.purchase',
    intentId: id,
    retryAfter: Math.max(SIGHTING_PAUSE, timing.gate - age),
    hint: `Nothing was sent. Try again later, or clear up purchases.get('${id}').`,
  })
}
