import type { ExtensionOffer, RentalOffer } from '../provider/rentals.ts'
import { type Fields, fieldsOf } from './fields.ts'
import { formatCountry, formatOperator, formatService, readCountry, readOperator, readService } from './names.ts'
import type { WireExtensionOffer, WireRentalOffer } from './types.ts'

/** An offer of a rental as it travels. Tiers stay behind: nobody rents at another price. */
export function formatRentalOffer(offer: RentalOffer): WireRentalOffer {
  const { provider, kind, supplier, price, stock, hours, successRate } = offer
  return {
    ...{ provider, kind, supplier, stock, hours, success_rate: successRate },
    price: { amount: price.amount, currency: price.currency },
    service: formatService(offer.service),
    country: formatCountry(offer.country),
    operator: offer.operator && formatOperator(offer.operator),
  }
}

/** @throws {@link UnexpectedResponseError} where a field that is used cannot be. */
export function parseRentalOffer(json: unknown): RentalOffer {
  return readRentalOffer(fieldsOf(json, 'an offer'))
}

export function readRentalOffer(fields: Fields): RentalOffer {
  return {
    provider: fields.text('provider'),
    kind: fields.oneOf('kind', ['rental']),
    service: fields.object('service', readService),
    country: fields.object('country', readCountry),
    operator: fields.objectOrNull('operator', readOperator),
    supplier: fields.textOrNull('supplier'),
    price: fields.money('price'),
    stock: fields.numberOrNull('stock'),
    successRate: fields.numberOrNull('success_rate'),
    hours: fields.count('hours'),
  }
}

/** More time on a rented number, as it travels. */
export function formatExtensionOffer({ provider, hours, price }: ExtensionOffer): WireExtensionOffer {
  return { provider, hours, price: { amount: price.amount, currency: price.currency } }
}

export function readExtensionOffer(fields: Fields): ExtensionOffer {
  return { provider: fields.text('provider'), hours: fields.count('hours'), price: fields.money('price') }
}
