import type { Order } from '../orders/order.ts'
import { purchaseOf, type Refusal } from '../orders/purchase.ts'
import { soldOrder } from './order-text.ts'
import { refusal } from './refusals.ts'
import type { Answer } from './request.ts'

const answerTo = (outcome: Order | Refusal) => ('refused' in outcome ? refusal(outcome) : soldOrder(outcome))

/** `/user/buy/activation/{country}/{operator}/{product}` */
export const buyActivation: Answer = ({ desk, now }, { params }) =>
  answerTo(desk.buy(purchaseOf('activation', params, now)))

/** `/user/buy/hosting/{country}/{operator}/{product}` */
export const buyHosting: Answer = ({ desk, now }, { params }) => answerTo(desk.buy(purchaseOf('hosting', params, now)))

/** `/user/reuse/{product}/{number}` */
export const reuse: Answer = ({ desk, now }, { params }) => {
  const { product = '', number = '' } = params
  return answerTo(desk.reuse(product, number, { params, requestAt: now }))
}
