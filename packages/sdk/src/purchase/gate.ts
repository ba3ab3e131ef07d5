import { PurchaseHeldError } from '../errors/purchase.ts'
import type { PurchaseContext } from './context.ts'
import type { Intent } from './intent.ts'
import { operationOf } from './operation.ts'
import type { BeginResult } from './store.ts'
import { BEGIN_LIMIT, GATE_WAIT, SIGHTING_PAUSE } from './timing.ts'

/** How often a held purchase asks whether it may go: another process may have opened the gate. */
const GATE_POLL = 1_000

/** `lapsed`: it was begun, but so late, or for nobody any more, that it is not to be sent. */
type Passage = Exclude<BeginResult, { kind: 'held' }> | { readonly kind: 'unwanted' } | { readonly kind: 'lapsed' }

/**
 * Begins an intent as soon as no unknown purchase of its kind is in the way. Without the gate a number whose answer is still
 * on the wire could be taken for what the unknown one bought.
 * @throws {@link PurchaseHeldError} after 10 s.
 */
export async function passGate(
  context: PurchaseContext,
  { id, targets }: Intent,
  isWanted: () => boolean,
): Promise<Passage> {
  const { clock, store } = context
  const deadline = clock.elapsed() + GATE_WAIT
  for (;;) {
    if (!isWanted()) return { kind: 'unwanted' }
    const askedAt = clock.elapsed()
    const result = await store.begin(id)
    // Others count from the commit on: what leaves long after it may have been given up by them already.
    const isLate = clock.elapsed() - askedAt > BEGIN_LIMIT
    if (result.kind === 'begun' && (isLate || !isWanted())) return { kind: 'lapsed' }
    if (result.kind !== 'held') return result
    if (clock.elapsed() + GATE_POLL > deadline) throw heldBy(result.by, context, operationOf({ targets }))
    await clock.sleep(GATE_POLL)
  }
}

function heldBy({ id, age }: Intent, { provider, timing }: PurchaseContext, operation: string): PurchaseHeldError {
  return new PurchaseHeldError('an earlier purchase of the same thing has an unknown outcome', {
    provider: provider.id,
    operation,
    intentId: id,
    retryAfter: Math.max(SIGHTING_PAUSE, timing.gate - age),
    hint: `Nothing was sent. Try again later, or clear up purchases.get('${id}').`,
  })
}
