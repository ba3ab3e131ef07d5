import type { Books, LedgerActivation } from '../../ledger.ts'
import { moneyOf, type Wallet } from '../../wallet.ts'
import { type Activation, isRefunded } from './activation.ts'
import type { Archive } from './archive.ts'
import type { Timeline } from './timeline.ts'

/** The books as of now: what is due has happened before anybody reads in them. */
export function openBooks(archive: Archive, wallet: Wallet, timeline: Timeline): Books {
  return {
    get balance() {
      timeline.settle()
      return moneyOf(wallet.micros)
    },
    activations() {
      timeline.settle()
      return archive.all.map(rowOf)
    },
    rentals: () => [],
    charges() {
      timeline.settle()
      return wallet.charges()
    },
  }
}

function rowOf(activation: Activation): LedgerActivation {
  const { id, service, country, operator, phone, price, state, requestAt, boughtAt, sms, params } = activation
  const refunded = isRefunded(activation)
  return {
    id,
    service,
    country: country.id,
    operator,
    phone,
    price: moneyOf(price),
    status: state,
    requestAt,
    boughtAt,
    charged: moneyOf(refunded ? 0 : price),
    refunded: moneyOf(refunded ? price : 0),
    sms: [...sms],
    params,
  }
}
