import { json } from '../../reply.ts'
import { aboutOne } from '../actions/status.ts'
import { orderOf } from '../activations/order.ts'
import { fromMicros, toMicros } from '../catalog/decimal.ts'
import type { Action } from '../dialect.ts'
import { invalid } from '../envelopes.ts'
import { askedCountries, askedServices } from '../filter.ts'
import type { EmulatorRentalOffer } from '../rentals/rental-catalog.ts'
import { moscowTime } from '../times.ts'
import { numberV2 } from './hero-sms-number.ts'
import {
  badDuration,
  notRented,
  refuseExtension,
  refuseRent,
  wrongCountry,
  wrongCurrency,
  wrongService,
} from './hero-sms-rent-words.ts'
import { words } from './hero-sms-words.ts'

const missing = (field: string) => invalid(field, `Param '${field}' is required`)

/** Whole hours; `null` for anything else. */
const hoursIn = (query: URLSearchParams) => {
  const asked = query.get('duration') ?? ''
  return /^[1-9]\d{0,4}$/.test(asked) ? Number(asked) : null
}

/** What somebody who is no partner pays. */
const retail = (price: string) => Number(fromMicros(Math.round((toMicros(price) * 5) / 3)))

const leaf = ({ price, stock }: EmulatorRentalOffer) => ({
  price: Number(price),
  count: stock,
  retail_price: retail(price),
})

const byKey = <T>(rows: readonly (readonly [string, T])[]) => Object.fromEntries(rows)

/** By country, then hours. Prices in dollars alone. */
const serviceCountRent: Action = ({ catalog, rentals }, query) => {
  if (!query.get('service')) return missing('service')
  const [service] = askedServices(catalog, query.get('service')) ?? []
  const countries = askedCountries(catalog, query.get('country'))
  if (!service) return wrongService
  if (!countries) return wrongCountry
  if ((query.get('currency') ?? '840') !== '840') return wrongCurrency
  const lengths = (country: string) => rentals.offersOf(country, service.code)
  if (catalog.countries.every(({ id }) => lengths(id).length === 0)) return notRented
  const rows = countries.map(({ id }) => [id, lengths(id)] as const).filter(([, offers]) => offers.length > 0)
  return json(byKey(rows.map(([id, offers]) => [id, byKey(offers.map(one => [String(one.hours), leaf(one)]))])))
}

/** What is rented out in one country for one length. */
const servicesAndCountries: Action = ({ catalog, rentals }, query) => {
  const asked = query.get('country')
  if (!asked) return missing('country')
  if (!query.get('duration')) return missing('duration')
  const [country] = askedCountries(catalog, asked) ?? []
  if (!country) return wrongCountry
  const offers = catalog.services.flatMap(({ code }) => rentals.offersOf(country.id, code))
  const fitting = offers.filter(({ hours }) => hours === hoursIn(query))
  if (fitting.length === 0) return badDuration(lengthsOf(offers))
  const rows = fitting.map(offer => {
    const { count, ...prices } = leaf(offer)
    return [offer.service, { quantity: count, ...prices }] as const
  })
  const operators = catalog.operatorsOf(country.id).map((name, index) => [String(index + 1), name] as const)
  return json({ operators: byKey(operators), services: byKey(rows) })
}

const lengthsOf = (offers: readonly EmulatorRentalOffer[]) =>
  [...new Set(offers.map(({ hours }) => hours))].sort((left, right) => left - right)

const getRentNumber: Action = ({ desk, now }, query) => {
  for (const field of ['service', 'country', 'duration']) if (!query.get(field)) return missing(field)
  if ((query.get('currency') ?? '840') !== '840') return wrongCurrency
  // What is no length at all is one that nobody sells.
  const outcome = desk.rent({ ...orderOf(query, now), hours: hoursIn(query) ?? 0 })
  return 'refused' in outcome ? refuseRent(outcome) : numberV2(outcome)
}

const prolong: Action = ({ desk }, query) => {
  const id = query.get('id') ?? ''
  if (!/^\d+$/.test(id)) return words.malformedId
  if (!query.get('duration')) return missing('duration')
  const outcome = desk.extend({ id, hours: hoursIn(query) ?? 0 })
  return 'refused' in outcome ? refuseExtension(outcome) : numberV2(outcome)
}

export const heroRentals: readonly (readonly [string, Action])[] = [
  ['serviceCountRent', serviceCountRent],
  ['getRentServicesAndCountries', servicesAndCountries],
  ['getRentNumber', getRentNumber],
  ['prolong', prolong],
  [
    'prolongOptions',
    aboutOne(words, (rental, { desk }) => {
      const options = desk.extensionsOf(rental)
      if (!options) return refuseExtension({ refused: 'not-available' })
      return json({
        data: {
          options: options.map(({ hours, price }) => ({
            price: Number(price),
            duration: { unit: 'hour', value: hours },
          })),
        },
      })
    }),
  ],
  [
    'prolongHistory',
    aboutOne(words, ({ rental }) =>
      json({
        data: (rental?.extensions ?? []).map(({ at, hours, price }) => ({
          userPrice: Number(fromMicros(price)),
          hours,
          createDate: moscowTime(at),
          payerType: 'client',
        })),
      }),
    ),
  ],
]
