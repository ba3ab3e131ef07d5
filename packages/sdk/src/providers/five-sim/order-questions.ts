import { unexpected } from '../../errors/unexpected.ts'
import type { ObservedMessage } from '../../provider/snapshot.ts'
import { isRecord } from '../../utils/record.ts'
import type { Question } from './api.ts'
import { type Order, readMessages, readOrder } from './orders.ts'
import { readSale, type Sale } from './purchase-answer.ts'
import { readData } from './read-answer.ts'

export type Category = 'activation' | 'hosting'

/** What a purchase names, in the host's own ids. */
export interface SaleQuery {
  readonly category: Category
  readonly country: string
  /** `null`: whichever the host likes. */
  readonly operator: string | null
  readonly product: string
  readonly maxPrice?: string | undefined
}

/** @billing Charges the account. */
export function buy({ category, country, operator, product, maxPrice }: SaleQuery): Question<Sale> {
  return {
    path: ['user', 'buy', category, country, operator ?? 'any', product],
    named: 3,
    query: { maxPrice },
    size: 'order',
    read: readSale,
  }
}

/** What is asked of an order by its id. */
export function ask(verb: 'check' | 'finish' | 'cancel' | 'ban', id: string): Question<Order> {
  return {
    path: ['user', verb, id],
    named: 2,
    size: 'page',
    read: answer => {
      const order = readData(readOrder)(answer)
      if (order.nativeId === id) return order
      throw unexpected('shape', answer, 'about another order')
    },
  }
}

/** The largest page that the host gives. */
export const PAGE = 100

/** A page of the orders of one kind, open and closed: the newest first, or the oldest. A row that is none spoils it. */
export function getOrders(
  category: Category,
  { offset, isNewestFirst }: { readonly offset: number; readonly isNewestFirst: boolean },
): Question<readonly Order[]> {
  return {
    path: ['user', 'orders'],
    query: { category, limit: String(PAGE), offset: String(offset), order: 'id', reverse: String(isNewestFirst) },
    size: 'page',
    read: readData(readPage),
  }
}

/** `Data` is `null` where there are none; `Total` is anything. */
function readPage(value: unknown, currency: string): readonly Order[] | null {
  const list = isRecord(value) ? value['Data'] : undefined
  if (list === null) return []
  if (!Array.isArray(list)) return null
  const orders = list.map(row => readOrder(row, currency))
  return orders.every(order => order !== null) ? orders : null
}

/** The messages of a rented number. */
export function getInbox(id: string): Question<readonly ObservedMessage[]> {
  return {
    path: ['user', 'sms', 'inbox', id],
    named: 3,
    size: 'page',
    read: readData(value => {
      const list = isRecord(value) ? value['Data'] : undefined
      if (list === null) return []
      return Array.isArray(list) ? readMessages(list) : null
    }),
  }
}
