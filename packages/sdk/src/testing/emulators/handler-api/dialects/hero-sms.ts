import { json, text } from '../../reply.ts'
import { balance } from '../actions/balance.ts'
import { countriesById, flag, names } from '../actions/countries.ts'
import { numbersStatus } from '../actions/numbers-status.ts'
import { operatorsByCountry } from '../actions/operators.ts'
import { priceTable } from '../actions/prices.ts'
import { servicesList } from '../actions/services.ts'
import { topCountries } from '../actions/top-countries.ts'
import { cumulative } from '../catalog/ladder.ts'
import type { Action, Dialect } from '../dialect.ts'
import { falseStatus, invalid, titled } from '../envelopes.ts'
import { naiveTime } from '../times.ts'
import { pricedRow } from './classic-row.ts'
import { heroActivations } from './hero-sms-activations.ts'
import { heroRentals } from './hero-sms-rentals.ts'
import { heroWebhook } from './hero-sms-webhook.ts'
import { channelsLimit, heroSale } from './hero-sms-words.ts'

/** In the canonical list but not sold: Russia, the virtual United States, and rows the classic host kept invisible. */
const UNSOLD: ReadonlySet<number> = new Set([0, 12, 188, 191, 192, 193, 194, 198, 200, 202])

/** The part of the countries of which numbers are rented out. */
const RENT_SHARE = 0.5

const badService = falseStatus('service is incorrect')
const badCountry = falseStatus('country is incorrect')
const badAction = titled('BAD_ACTION', 'Action not found', 404)

const topCountriesByService = topCountries({
  map: cumulative,
  countsDefaultPriceOnly: true,
  badService: titled('BAD_SERVICE', 'Service not found', 400),
})

/** HeroSMS: JSON errors with a real HTTP status, all of it announced as HTML. */
export const heroSms: Dialect = {
  sells: ({ id }) => id <= 204 && !UNSOLD.has(id),
  ladder: { defaultMayBeSoldOut: true, severalPricesPerSupplier: false, firstSupplier: 1 },
  sale: heroSale,
  rents: country => flag('rent', { id: country }, RENT_SHARE) === 1,
  contentType: 'text/html; charset=UTF-8',
  allowsPost: false,
  posted: new Set(['prolong']),
  webhook: heroWebhook,
  keyInHeader: true,
  keyless: new Set(['getCountries', 'getServicesList', 'getOperators']),
  refusals: {
    missingKey: invalid('api_key', "Param 'api_key' is required"),
    badKey: titled('BAD_KEY', 'Unauthorized', 401),
    badAction,
    badMethod: badAction,
    rateLimited: titled('RATE_LIMIT', '', 429),
    banned: (until, now) =>
      titled('BANNED', 'Account is banned', 403, {
        scope: 'global',
        banned_until: Math.floor(until / 1_000),
        retry_after_seconds: Math.max(0, Math.ceil((until - now) / 1_000)),
        readable_date: naiveTime(until),
      }),
    channelsLimit,
  },
  actions: new Map<string, Action>([
    ['getBalance', balance],
    [
      'getCountries',
      countriesById(country => ({
        id: Number(country.id),
        ...names(country),
        visible: 1,
        retry: flag('retry', country, 0.9),
        rent: flag('rent', country, RENT_SHARE),
      })),
    ],
    ['getServicesList', servicesList(badCountry)],
    ['getOperators', operatorsByCountry(text('OPERATORS_NOT_FOUND'))],
    ['getPrices', priceTable({ name: 'getPrices', leaf: pricedRow, nothing: json({}), badService, badCountry })],
    [
      'getNumbersStatus',
      numbersStatus({
        badCountry: invalid('country', "Param 'country' must be a number"),
        key: offer => offer.service,
        count: String,
      }),
    ],
    ['getTopCountriesByService', topCountriesByService],
    // The same table at the prices of the account's rank, and this account has none.
    ['getTopCountriesByServiceRank', topCountriesByService],
    ...heroActivations,
    ...heroRentals,
  ]),
}
