import { NotFoundError } from '../../errors/activation.ts'
import type { CallOptions } from '../../provider/call-options.ts'
import type { PurchaseReference, PurchaseReport } from '../../provider/outcome.ts'
import { parsePurchase } from '../../wire/purchase.ts'
import { keyOf } from './key.ts'
import type { NumberParts } from './numbers.ts'
import { boughtBy } from './placing.ts'

/** What the daemon knows of the purchase under a key. */
export async function outcomeOf(
  parts: NumberParts,
  reference: PurchaseReference,
  call: CallOptions,
): Promise<PurchaseReport> {
  const query = { key: await keyOf(reference) }
  const question = {
    operation: 'purchases.get',
    path: ['purchases'],
    query,
    size: 'number',
    read: parsePurchase,
  } as const
  const purchase = await parts.line.send(question, call).catch((error: unknown) => {
    if (error instanceof NotFoundError) return null
    throw error
  })
  if (purchase === null) return { kind: 'missing' }
  const number = boughtBy(purchase, parts)
  // What the daemon gives back is nobody's any more.
  if (number && number.cancelRequestedAt !== null && purchase.kind !== 'extension') return { kind: 'nothing' }
  if (number) return { kind: 'bought', snapshot: number.snapshot }
  const { state } = purchase
  if (state === 'rejected' || state === 'not_purchased') return { kind: 'nothing' }
  // What was not sent may be sent by a request of ours that is still on its way.
  return { kind: state === 'not_sent' || state === 'failed' ? 'missing' : 'unknown' }
}
