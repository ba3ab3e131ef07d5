import type { FaultEffect, FaultTable } from '../../../faults/fault-plan.ts'
import { page } from '../../../faults/reply-faults.ts'
import { type SaleFaults, saleFaults } from '../../../faults/sale-faults.ts'
import { fromMicros, toMicros } from '../../handler-api/catalog/decimal.ts'
import { bodyText, json, text } from '../../reply.ts'
import { bad, noFreePhones } from '../answers/refusals.ts'
import { isOpen } from '../orders/order.ts'
import type { Scene } from '../scene.ts'
import { atDesk, PURCHASES } from './altered.ts'

/** Faults of buying; kind → details. Without an action in their scope they take `buy/activation`, `buy/hosting` and `reuse` alone. */
export interface FiveSimPurchaseFaults extends SaleFaults {
  /**
   * Answered with the latest open order of the same product and country, if there is one. Nothing is sold, as where a
   * cache answers, unless `charged`.
   */
  readonly 'duplicate-activation-id': { readonly charged?: boolean }
  /** Sold for more than the purchase allows: for `price`, by default for twice the cap or the usual price. */
  readonly 'price-above-cap': { readonly price?: string }
  /** Refused: the rating is too low. Nothing is sold. */
  readonly banned: unknown
  /** Refused with these words, `server offline` by default, and 400. Nothing is sold. */
  readonly refused: { readonly words?: string; readonly status?: number }
  /** What there is no number for is refused with this status, 400 by default, in place of 200. */
  readonly 'no-free-phones-status': { readonly status?: number }
  /** Sold; answered with text nobody knows. */
  readonly 'unknown-word': { readonly word?: string }
  /** Sold; answered with a page, or an object, in which `no free phones` stands. A page by default. */
  readonly 'refusal-in-page': { readonly as?: 'html' | 'json' }
}

const buying = (effect: FaultEffect<Scene>): FaultEffect<Scene> => ({ actions: PURCHASES, ...effect })

const SOLD_OUT = bodyText(noFreePhones)

export const purchaseFaults: FaultTable<FiveSimPurchaseFaults, Scene> = {
  ...saleFaults(PURCHASES),
  'duplicate-activation-id': ({ charged = false }) =>
    buying(
      atDesk(desk => ({
        buy(purchase) {
          const earlier = desk
            .all()
            .findLast(
              order => isOpen(order) && order.product === purchase.product && order.country.id === purchase.country,
            )
          if (!earlier) return desk.buy(purchase)
          if (charged) desk.buy(purchase)
          return earlier
        },
      })),
    ),
  'price-above-cap': ({ price }) =>
    buying(
      atDesk((desk, { catalog }) => ({
        buy(purchase) {
          const usual = catalog.offersOf(purchase.country, purchase.product)[0]?.price ?? '0'
          const charge = price ?? fromMicros(toMicros(purchase.maxPrice ?? usual) * 2)
          return desk.buy({ ...purchase, charge })
        },
      })),
    ),
  banned: () => buying({ perform: () => bad('not enough rating') }),
  refused: ({ words = 'server offline', status = 400 }) => buying({ perform: () => bad(words, status) }),
  'no-free-phones-status': ({ status = 400 }) =>
    buying({ reply: reply => (bodyText(reply) === SOLD_OUT ? { ...reply, status } : reply) }),
  'unknown-word': ({ word = 'order queued' }) => buying({ reply: () => text(word) }),
  'refusal-in-page': ({ as = 'html' }) =>
    buying({
      reply: () =>
        as === 'html' ? page(SOLD_OUT, `${SOLD_OUT}, please try again later`) : json({ status: 'ok', hint: SOLD_OUT }),
    }),
}
