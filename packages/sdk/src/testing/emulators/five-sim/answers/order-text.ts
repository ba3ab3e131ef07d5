import type { LedgerSms } from '../../ledger.ts'
import { type Reply, written } from '../../reply.ts'
import type { Order } from '../orders/order.ts'
import { nanoTime, wholeSeconds } from '../times.ts'

/** An order in the answer to its purchase: there is no list of SMS yet, but that of a hosting is empty. */
export const soldOrder = (order: Order): Reply =>
  written(orderText(order, { sms: order.category === 'hosting' ? [] : null, ...forwarding }))

/** An order with its SMS. */
export const fullOrder = (order: Order): Reply => written(orderText(order, { sms: smsOf(order), ...forwarding }))

/** A row of the history, where operators have a capital. */
export const orderRow = (order: Order): string =>
  orderText(
    { ...order, operator: `${order.operator.charAt(0).toUpperCase()}${order.operator.slice(1)}` },
    {
      sms: smsOf(order),
    },
  )

const forwarding = { forwarding: false, forwarding_number: '' }

/** Ids are whole numbers of any length, which a double need not hold: they are written as text. */
function orderText(order: Order, members: Readonly<Record<string, unknown>>): string {
  const { id, phone, operator, product, price, status, boughtAt, endsAt, country } = order
  const others = {
    phone: `+${phone}`,
    operator,
    product,
    price: price / 1_000_000,
    status,
    expires: nanoTime(endsAt, id),
    created_at: nanoTime(boughtAt, id),
    country: country.id,
    ...members,
  }
  return `{"id":${id},${JSON.stringify(others).slice(1)}`
}

const smsOf = ({ sms }: Order) => sms.map(smsRow)

export const smsRow = ({ at, sender, text, code }: LedgerSms) => ({
  created_at: nanoTime(at, text),
  date: wholeSeconds(at),
  sender,
  text,
  code: code ?? '',
})
