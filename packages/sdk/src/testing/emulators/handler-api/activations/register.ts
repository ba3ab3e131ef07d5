import type { Random } from '../catalog/random.ts'
import type { Activation } from './activation.ts'
import type { Kept } from './archive.ts'
import type { Order } from './order.ts'
import { inventPhone } from './phone.ts'
import type { Timeline } from './timeline.ts'

/** What was agreed on, for as long as `lifetime` milliseconds. */
type Sale = Pick<Activation, 'service' | 'country' | 'operator' | 'price' | 'lifetime' | 'canGetAnotherSms' | 'rental'>

/** Enters a sale under an id and with a phone that nobody else has. */
export type Enter = (order: Order, sale: Sale) => Kept

/** Ids of today have ten digits and more than 31 bits. */
const FIRST_ID = 3_000_000_000

/** Activations and rentals are numbered in one row. */
export function createRegister(timeline: Timeline, random: Random): Enter {
  let sold = 0
  let lastId = FIRST_ID
  return (order, sale) => {
    sold += 1
    lastId += 1 + Math.floor(random() * 9)
    const boughtAt = timeline.now()
    return {
      id: order.id ?? String(lastId),
      ...sale,
      phone: inventPhone(sale.country.dialCode, sold),
      requestAt: order.requestAt,
      boughtAt,
      endsAt: boughtAt + sale.lifetime,
      born: timeline.elapsed(),
      params: order.params,
      state: 'waiting',
      sms: [],
      told: 0,
    }
  }
}
