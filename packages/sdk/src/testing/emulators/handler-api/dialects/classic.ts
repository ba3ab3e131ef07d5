import { json, text } from '../../reply.ts'
import { balance } from '../actions/balance.ts'
import { countriesById, flag, names } from '../actions/countries.ts'
import { numbersStatus } from '../actions/numbers-status.ts'
import { operatorsByCountry } from '../actions/operators.ts'
import { priceTable } from '../actions/prices.ts'
import { servicesList } from '../actions/services.ts'
import { topCountries } from '../actions/top-countries.ts'
import type { EmulatorCountry } from '../catalog/view.ts'
import type { Action, Dialect } from '../dialect.ts'
import { wireCountries } from '../directory.generated.ts'
import { falseStatus } from '../envelopes.ts'
import { bannedWord } from './banned-word.ts'
import { classicActivations, classicSale } from './classic-activations.ts'
import { pricedRow } from './classic-row.ts'

const LAST = 202

/** Listed with `visible: 0`, and without a price. */
const INVISIBLE: ReadonlySet<number> = new Set([182, 188, 190, 191, 192, 193, 194, 195, 197, 198, 199, 200, 202])

const badService = falseStatus('service is incorrect')
const badCountry = falseStatus('country is incorrect')

const countryRow = (country: Pick<EmulatorCountry, 'id' | 'iso' | 'name'>, visible: 0 | 1) => ({
  id: Number(country.id),
  ...names(country),
  visible,
  retry: flag('retry', country, 0.9),
  rent: flag('rent', country, 0.5),
  multiService: flag('multiService', country, 0.3),
})

const invisible = wireCountries
  .filter(({ id }) => INVISIBLE.has(id))
  .map(country => ({ ...country, id: `${country.id}` }))

const topCountriesByService = topCountries({
  map: tiers => tiers,
  countsDefaultPriceOnly: false,
  badService: text('BAD_SERVICE'),
})

/** SMS-Activate as its documentation had it, and as most clones have it: HTTP 200 whatever happens. */
export const classic: Dialect = {
  sells: ({ id }) => id <= LAST && !INVISIBLE.has(id),
  ladder: { defaultMayBeSoldOut: true, severalPricesPerSupplier: false, firstSupplier: 1 },
  sale: classicSale,
  allowsPost: true,
  keyInHeader: false,
  keyless: new Set(),
  refusals: {
    missingKey: text('NO_KEY'),
    badKey: text('BAD_KEY'),
    badAction: text('BAD_ACTION'),
    badMethod: text('Method Not Allowed', 405),
    rateLimited: text('Too Many Requests', 429),
    banned: bannedWord,
    channelsLimit: text('CHANNELS_LIMIT'),
  },
  actions: new Map<string, Action>([
    ['getBalance', balance],
    [
      'getCountries',
      countriesById(
        country => countryRow(country, 1),
        Object.fromEntries(invisible.map(country => [country.id, countryRow(country, 0)])),
      ),
    ],
    ['getServicesList', servicesList(badCountry)],
    ['getOperators', operatorsByCountry(json({ status: 'error', error: 'OPERATORS_NOT_FOUND' }))],
    ['getPrices', priceTable({ name: 'getPrices', leaf: pricedRow, nothing: json({}), badService, badCountry })],
    [
      'getNumbersStatus',
      // The suffix tells numbers with call forwarding (1) from those without (0); older answers quote the counts.
      numbersStatus({
        defaultCountry: '0',
        badCountry: text('BAD_COUNTRY'),
        key: offer => `${offer.service}_0`,
        count: stock => `"${stock}"`,
      }),
    ],
    ['getTopCountriesByService', topCountriesByService],
    // The same table at the prices of the account's rank, and this account has none.
    ['getTopCountriesByServiceRank', topCountriesByService],
    ...classicActivations,
  ]),
}
