import * as z from 'zod/mini'
import type { ExtensionOffer, RentalOffer } from '../provider/rentals.ts'
import { country, formatCountry, formatOperator, formatService, operator, service } from './names.ts'
import { count, made, money, orNull, parse, type Schema } from './schema.ts'
import type { WireExtensionOffer, WireRentalOffer } from './types.ts'

/** An offer of a rental as it travels. Tiers stay behind: nobody rents at another price. */
export function formatRentalOffer(offer: RentalOffer): WireRentalOffer {
  const { provider, kind, supplier, price, stock, hours, successRate } = offer
  return {
    provider,
    kind,
    supplier,
    stock,
    hours,
    success_rate: successRate,
    price: { amount: price.amount, currency: price.currency },
    service: formatService(offer.service),
    country: formatCountry(offer.country),
    operator: offer.operator && formatOperator(offer.operator),
  }
}

export const rentalOffer: Schema<RentalOffer> = made(
  {
    provider: z.string(),
    kind: z.literal('rental'),
    service,
    country,
    operator: orNull(operator),
    supplier: orNull(z.string()),
    price: money,
    stock: orNull(z.number()),
    success_rate: orNull(z.number()),
    hours: count,
  },
  ({ success_rate: successRate, ...rest }) => ({ ...rest, successRate }),
)

/** @throws {@link UnexpectedResponseError} where a field that is used cannot be. */
export function parseRentalOffer(json: unknown): RentalOffer {
  return parse(json, rentalOffer, 'an offer')
}

/** More time on a rented number, as it travels. */
export function formatExtensionOffer({ provider, hours, price }: ExtensionOffer): WireExtensionOffer {
  return { provider, hours, price: { amount: price.amount, currency: price.currency } }
}

export const extensionOffer: Schema<ExtensionOffer> = z.object({ provider: z.string(), hours: count, price: money })
