import { UnexpectedResponseError } from '../../errors/transport.ts'
import type { CallOptions } from '../../provider/call-options.ts'
import type { FiveSimApi } from './api.ts'
import { type Category, getOrders, PAGE } from './order-questions.ts'
import type { Order } from './orders.ts'

const MOST_PAGES = 200

export interface OrderList {
  readonly provider: string
  readonly category: Category
  /** Milliseconds that an order can be open: older ones are over, whatever their row says. */
  readonly longestLife: number
  /** Whether a page brought all that was looked for. Default: no page does. */
  readonly isEnough?: (page: readonly Order[]) => boolean
}

/**
 * The orders of one kind that may be open, and others, from the newest on. The host lists open and closed ones together,
 * never removes one, and its count of them is no count: a page that is not full is the last.
 *
 * Now and then it answers with nothing where the newest should come first; then the list is read from its other end, which
 * takes every page.
 * @throws {@link UnexpectedResponseError} when it does not end: half a list would look like lost numbers.
 */
export async function readOrders(
  api: FiveSimApi,
  { provider, category, longestLife, isEnough = () => false }: OrderList,
  call: CallOptions,
): Promise<readonly Order[]> {
  const found = new Map<string, Order>()
  let isNewestFirst = true
  // Held against each other, so that nobody's clock matters.
  let newest = 0
  const isPast = ({ soldAt }: Order) => soldAt !== null && newest - soldAt.getTime() > longestLife
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const offset = page * PAGE
    let orders = await api.send(getOrders(category, { offset, isNewestFirst }), call)
    if (page === 0 && orders.length === 0) {
      isNewestFirst = false
      orders = await api.send(getOrders(category, { offset, isNewestFirst }), call)
    }
    const before = found.size
    for (const order of orders) {
      found.set(order.nativeId, order)
      newest = Math.max(newest, order.soldAt?.getTime() ?? 0)
    }
    if (orders.length < PAGE || isEnough(orders) || (isNewestFirst && orders.every(isPast))) return [...found.values()]
    // A host that does not know `offset` sends its first page for ever.
    if (found.size === before) break
  }
  throw new UnexpectedResponseError(`${provider} answered a list of orders that does not end`, {
    provider,
    operation: 'user/orders',
    reason: 'shape' as const,
    hint: 'The list was not taken for whole. It is read again at the next look.',
  })
}
