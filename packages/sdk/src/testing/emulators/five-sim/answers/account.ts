import { json, written } from '../../reply.ts'
import { nanoTime } from '../times.ts'
import { orderRow } from './order-text.ts'
import { bad } from './refusals.ts'
import { type Answer, pageOf } from './request.ts'

/** `/user/profile` */
export const profile: Answer = ({ balance, desk }) =>
  json({
    id: 4711,
    email: 'account@emulator.test',
    vendor: 'demo',
    default_forwarding_number: '',
    balance: Number(balance),
    rating: desk.rating,
    default_country: { name: 'england', iso: 'gb', prefix: '+44' },
    default_operator: { name: '' },
    frozen_balance: 0,
    total_active_orders: desk.all().filter(({ status }) => status === 'PENDING' || status === 'RECEIVED').length,
  })

/** `/user/orders?category=…` */
export const orders: Answer = ({ desk }, { params }) => {
  const { category } = params
  if (category !== 'activation' && category !== 'hosting') return bad('category is empty')
  const found = desk.all().filter(order => order.category === category)
  const rows = pageOf(found, params).map(orderRow)
  return written(`{"Data":[${rows.join(',')}],"ProductNames":[],"Statuses":[],"Total":${found.length}}`)
}

/** `/user/payments`: the first row is what the account began with. */
export const payments: Answer = ({ balance, desk }, { params }) => {
  const charges = desk.charges().map(({ at, amount }) => ({ at, micros: -Math.round(Number(amount) * MICROS) }))
  const start = Math.round(Number(balance) * MICROS) - charges.reduce((sum, { micros }) => sum + micros, 0)
  let left = 0
  const rows = [{ at: desk.openedAt, micros: start, type: 'charge' }, ...charges].map((row, index) => {
    left += row.micros
    return {
      ID: FIRST_PAYMENT + index,
      TypeName: 'type' in row ? row.type : row.micros < 0 ? 'buy' : 'refund',
      ProviderName: 'type' in row ? 'card' : '',
      Amount: row.micros / MICROS,
      Balance: left / MICROS,
      CreatedAt: nanoTime(row.at, String(index)),
    }
  })
  return json({
    Data: pageOf(rows, params),
    PaymentTypes: [{ Name: 'charge' }, { Name: 'buy' }, { Name: 'refund' }],
    PaymentProviders: [{ Name: 'card' }],
    Total: rows.length,
  })
}

const MICROS = 1_000_000
const FIRST_PAYMENT = 900_001
