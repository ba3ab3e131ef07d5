import type { Books, LedgerActivation, LedgerRental } from '../../ledger.ts'
import { moneyOf, type Wallet } from '../../wallet.ts'
import type { RentalTerms } from '../rentals/terms.ts'
import { type Activation, costOf, isRefunded } from './activation.ts'
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
      return archive.all.filter(({ rental }) => rental === null).map(activationOf)
    },
    rentals() {
      timeline.settle()
      return archive.all.flatMap(({ rental, ...sold }) => (rental ? [rentalOf({ ...sold, rental })] : []))
    },
    charges() {
      timeline.settle()
      return wallet.charges()
    },
  }
}

const activationOf = (activation: Activation): LedgerActivation => ({ ...saleOf(activation), status: activation.state })

function rentalOf(activation: Activation & { readonly rental: RentalTerms }): LedgerRental {
  const { rental, state, endsAt } = activation
  return {
    ...saleOf(activation),
    status: state === 'waiting' || state === 'received' || state === 'retrying' ? 'active' : state,
    hours: rental.hours,
    endsAt,
    extensions: rental.extensions.map(extension => ({ ...extension, price: moneyOf(extension.price) })),
  }
}

/** What an activation and a rental have in common. */
function saleOf(activation: Activation): Omit<LedgerActivation, 'status'> {
  const { id, service, country, operator, phone, price, requestAt, boughtAt, sms, params } = activation
  const cost = moneyOf(costOf(activation))
  const nothing = moneyOf(0)
  const refunded = isRefunded(activation)
  return {
    id,
    service,
    country: country.id,
    operator,
    phone,
    price: moneyOf(price),
    requestAt,
    boughtAt,
    charged: refunded ? nothing : cost,
    refunded: refunded ? cost : nothing,
    sms: [...sms],
    params,
  }
}
