import type { Timeline } from '../../handler-api/activations/timeline.ts'
import type { Books, LedgerActivation, LedgerRental } from '../../ledger.ts'
import { moneyOf, type Wallet } from '../../wallet.ts'
import { HOSTING } from '../catalog/hosting.ts'
import { isOpen, isRefunded, type Order } from './order.ts'

/** The books as of now: what is due has happened before anybody reads in them. */
export function openBooks(orders: readonly Order[], wallet: Wallet, timeline: Timeline): Books {
  const settled = (category: Order['category']) => {
    timeline.settle()
    return orders.filter(order => order.category === category)
  }
  return {
    get balance() {
      timeline.settle()
      return moneyOf(wallet.micros)
    },
    activations: () => settled('activation').map(activationOf),
    rentals: () => settled('hosting').map(rentalOf),
    charges() {
      timeline.settle()
      return wallet.charges()
    },
  }
}

const activationOf = (order: Order): LedgerActivation => ({ ...rowOf(order), status: statusOf(order) })

const rentalOf = (order: Order): LedgerRental => ({
  ...rowOf(order),
  status: isOpen(order) ? 'active' : isRefunded(order) ? 'cancelled' : 'expired',
  hours: HOSTING.get(order.product) ?? 0,
  endsAt: order.endsAt,
  extensions: [],
})

function rowOf(order: Order): Omit<LedgerActivation, 'status'> {
  const { id, product, country, operator, phone, price, requestAt, boughtAt, sms, params } = order
  const refunded = isRefunded(order)
  return {
    id,
    service: product,
    country: country.id,
    operator,
    phone,
    price: moneyOf(price),
    requestAt,
    boughtAt,
    charged: moneyOf(refunded ? 0 : price),
    refunded: moneyOf(refunded ? price : 0),
    sms: [...sms],
    params,
  }
}

function statusOf({ status, sms }: Order): LedgerActivation['status'] {
  switch (status) {
    case 'PENDING':
    case 'RECEIVED':
      return sms.length > 0 ? 'received' : 'waiting'
    case 'FINISHED':
      return 'completed'
    case 'TIMEOUT':
      return 'expired'
    case 'CANCELED':
    case 'BANNED':
      return 'cancelled'
  }
}
