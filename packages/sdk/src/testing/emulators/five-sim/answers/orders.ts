import { json, type Reply } from '../../reply.ts'
import { isOpen, type Order } from '../orders/order.ts'
import type { Scene } from '../scene.ts'
import { fullOrder, smsRow } from './order-text.ts'
import { bad, orderNotFound } from './refusals.ts'
import type { Answer } from './request.ts'

/** `/user/check/{id}`: the first look at an order finds its number ready. */
export const check: Answer = ({ desk }, { params: { id = '' } }) => {
  const order = desk.find(id)
  if (!order) return orderNotFound(404)
  if (order.status !== 'PENDING') return fullOrder(order)
  desk.allocate(order.id)
  return fullOrder({ ...order, status: 'RECEIVED' })
}

/** `/user/sms/inbox/{id}` */
export const inbox: Answer = ({ desk }, { params: { id = '' } }) => {
  const order = desk.find(id)
  if (!order) return orderNotFound(404)
  const rows = order.sms.map((sms, index) => ({ ID: index + 1, ...smsRow(sms), is_wave: false, wave_uuid: '' }))
  return json({ Data: rows, Total: rows.length })
}

/** `/user/finish/{id}`: what has an SMS is done. */
export const finish = closing('FINISHED', ({ sms }) => (sms.length > 0 ? null : 'order no sms'))

const unused = ({ sms }: Order) => (sms.length > 0 ? 'order has sms' : null)

/** `/user/cancel/{id}`: what has none is given back. */
export const cancel = closing('CANCELED', unused)

/** `/user/ban/{id}`: the same for a number that is of no use. */
export const ban = closing('BANNED', unused)

function closing(status: 'FINISHED' | 'CANCELED' | 'BANNED', objection: (order: Order) => string | null): Answer {
  return (scene, { params: { id = '' } }) => {
    const order = scene.desk.find(id)
    if (!order) return orderNotFound(400)
    if (!isOpen(order)) return bad('order expired')
    if (order.category === 'hosting') return bad('hosting order')
    const objected = objection(order)
    return objected === null ? closed(scene, order, status) : bad(objected)
  }
}

function closed({ desk }: Scene, order: Order, status: 'FINISHED' | 'CANCELED' | 'BANNED'): Reply {
  desk.close(order.id, status)
  return fullOrder(desk.find(order.id) ?? order)
}
