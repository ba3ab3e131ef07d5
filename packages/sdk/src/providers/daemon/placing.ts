import { OneSmsError } from '../../errors/base.ts'
import { PriceCapError, PurchaseNotSentError } from '../../errors/purchase.ts'
import { ProviderUnavailableError } from '../../errors/transport.ts'
import { compareAmounts } from '../../money/money.ts'
import type { CallOptions } from '../../provider/call-options.ts'
import type { PurchaseReference } from '../../provider/outcome.ts'
import type { NumberSnapshot } from '../../provider/rental-snapshot.ts'
import { errorOfProblem } from '../../wire/error-of-problem.ts'
import { type ParsedPurchase, parsePurchase } from '../../wire/purchase.ts'
import { keyOf } from './key.ts'
import type { Question } from './line.ts'
import { type NumberParts, present, type ReadNumber, readNumberOf } from './numbers.ts'
import { PURCHASE_TIMEOUT } from './traits.ts'

type Kind = 'activation' | 'rental'
type Bought<K extends Kind> = ReturnType<typeof readNumberOf<K>>['snapshot']

/** How long a purchase is followed whose outcome the daemon does not know yet. */
const PATIENCE = PURCHASE_TIMEOUT - 30_000
const PAUSE = 2_000

export interface Wish<K extends Kind> extends Pick<Question<unknown>, 'operation' | 'path' | 'body'> {
  readonly kind: K
}

/**
 * Has the daemon buy something under the key of the order, and follows it to its end where that is not known at once.
 * @billing Charges the account, at most once for the key.
 */
export async function place<K extends Kind>(
  parts: NumberParts,
  { kind, ...wish }: Wish<K>,
  order: PurchaseReference & { readonly maxPrice?: string },
  call: CallOptions,
): Promise<Bought<K>> {
  const { line, provider } = parts
  const { operation } = wish
  const { maxPrice } = order
  const key = await keyOf(order)
  const read = (json: unknown, status: number): Bought<K> | ParsedPurchase =>
    status === 202 ? parsePurchase(json) : readNumberOf(json, kind, null, parts).snapshot
  try {
    const question = { ...wish, headers: { 'idempotency-key': key }, size: 'purchase' as const, read }
    const answer = await line.buy(question, call)
    if (!('state' in answer)) return answer
    return await follow(parts, { operation, kind, maxPrice, path: ['purchases', answer.id], query: {} })
  } catch (error) {
    if (!OneSmsError.is(error) || error.rejected) throw error
    // The same key is on its way already: what comes of it is the answer.
    if (error.code === 'purchase_held') {
      return follow(parts, { operation, kind, maxPrice, path: ['purchases'], query: { key } })
    }
    const dear = error.code === 'price_cap' ? (error as PriceCapError).activationId : null
    if (dear === null) throw error
    const path = [`${kind}s`, dear]
    const one = (json: unknown) => readNumberOf(json, kind, dear, parts).snapshot
    const snapshot = await line.send({ operation, path, size: 'number', read: one }, {}).catch(() => {
      throw new ProviderUnavailableError(`${provider} bought above the cap`, { provider, operation })
    })
    return aboveCap(snapshot, maxPrice, { provider, operation })
  }
}

/**
 * A number that the daemon gives back. To whoever set the cap its price shows that; for whoever would have paid it, nothing
 * is bought and kept.
 */
function aboveCap<S extends NumberSnapshot>(
  snapshot: S,
  maxPrice: string | undefined,
  where: { readonly provider: string; readonly operation: string },
): S {
  const { id, price } = snapshot
  if (price && maxPrice !== undefined && compareAmounts(price.amount, maxPrice) > 0) return snapshot
  const context = { ...where, rejected: true, lowestPrice: price, activationId: id }
  throw new PriceCapError(`${where.provider} bought above its own cap, and gives ${id} back`, context)
}

interface Followed<K extends Kind> extends Required<Pick<Question<unknown>, 'operation' | 'path' | 'query'>> {
  readonly kind: K
  readonly maxPrice: string | undefined
}

/** Looks at a purchase until it is over. It is sent by then, so nobody who leaves ends it. */
async function follow<K extends Kind>(
  parts: NumberParts,
  { kind, maxPrice, ...where }: Followed<K>,
): Promise<Bought<K>> {
  const { line, clock, provider } = parts
  const { operation } = where
  const end = clock.elapsed() + PATIENCE
  while (clock.elapsed() < end) {
    await clock.sleep(PAUSE)
    const purchase = await line.send({ ...where, size: 'number', read: parsePurchase }, {}).catch(() => null)
    if (purchase === null) continue // nobody answered; the next turn asks again
    const number = boughtBy(purchase, parts)
    if (number?.cancelRequestedAt) return aboveCap(number.snapshot as Bought<K>, maxPrice, { provider, operation })
    if (number) return number.snapshot as Bought<K>
    const error = errorOf(purchase, { provider, operation })
    if (error) throw error
  }
  throw new ProviderUnavailableError(`${provider} does not know yet what was bought`, { provider, operation })
}

/** The number of a purchase; `null` where it has none, or none yet. */
export function boughtBy(
  { state, activation }: ParsedPurchase,
  parts: NumberParts,
): ReadNumber<ReturnType<typeof present>['snapshot']> | null {
  return state === 'confirmed' && activation ? present(activation, parts) : null
}

/** Why a purchase bought nothing; `null` where it may still. */
function errorOf(
  { state, problem }: ParsedPurchase,
  where: { readonly provider: string; readonly operation: string },
): OneSmsError | null {
  if (state === 'rejected' || state === 'not_purchased') {
    const { code = 'provider_unavailable', detail = 'nothing was bought', lowestPrice = null } = problem ?? {}
    return errorOfProblem(0, { code, detail, lowest_price: lowestPrice, rejected: true }, where)
  }
  if (state !== 'not_sent' && state !== 'failed') return null
  return new PurchaseNotSentError(problem?.detail ?? 'the daemon did not send the purchase', where)
}
