import { json, text } from '../../reply.ts'
import { balanceWithFormat } from '../actions/balance.ts'
import { countriesInOrder, names } from '../actions/countries.ts'
import { priceTable } from '../actions/prices.ts'
import { servicesList } from '../actions/services.ts'
import { tierMap } from '../actions/tier-map.ts'
import { fromMicros, toMicros, withPlaces } from '../catalog/decimal.ts'
import { bySupplier, cumulative, tiersOf } from '../catalog/ladder.ts'
import type { EmulatorOffer, Lot } from '../catalog/view.ts'
import type { Action, Dialect } from '../dialect.ts'
import { titled } from '../envelopes.ts'
import { entry, object } from '../json-text.ts'
import type { Scene } from '../scene.ts'
import { bannedWord } from './banned-word.ts'
import { tigerActivations, tigerSale } from './tiger-sms-activations.ts'

// The newer actions put their errors into an envelope and still answer 200; the older ones say a plain word.
const badService = titled('BAD_SERVICE', 'This service/country combination is not available', 200)
const badCountry = titled('BAD_COUNTRY', 'This service/country combination is not available', 200)
const plainErrors = { badService: text('BAD_SERVICE'), badCountry: text('BAD_COUNTRY') }

/** Money is a string of four decimals here, and here alone. */
const priceRow = ({ price, stock }: EmulatorOffer, { spelling }: Scene) =>
  `{"cost":${spelling.price(`"${withPlaces(price, 4)}"`)},"count":${spelling.count(`${stock}`)}}`

/** Counts are cumulative: so many numbers at this price or less. */
function tieredRow(offer: EmulatorOffer, { catalog, spelling }: Scene): string {
  const lots = catalog.lotsOf(offer)
  const tiers = cumulative(tiersOf(lots))
  const reusable = tiers.slice(0, 1).map(({ price }) => entry(withPlaces(price, 2), 'true'))
  const prices = tierMap(tiers, spelling.count)
  return `{"prices":${prices},"has_multi":${object(reusable)},"saleAveragePrice":${averagePrice(lots)}}`
}

function supplierRow(offer: EmulatorOffer, { catalog, spelling }: Scene): string {
  const lots = catalog.lotsOf(offer)
  const suppliers = object(Array.from(bySupplier(lots), ([id, own]) => entry(`${id}`, supplier(id, own))))
  const [price, count] = [spelling.price(offer.price), spelling.count(`${offer.stock}`)]
  const money = `"price":${price},"count":${count},"currency":840,"saleAveragePrice":${averagePrice(lots)}`
  return `{${money},"providers":${suppliers}}`
}

const supplier = (id: number, lots: readonly Lot[]) =>
  `{"count":${stockOf(lots)},"price":[${lots.map(lot => lot.price).join(',')}],"provider_id":${id}}`

const stockOf = (lots: readonly Lot[]) => lots.reduce((sum, lot) => sum + lot.stock, 0)

function averagePrice(lots: readonly Lot[]): string {
  const worth = lots.reduce((sum, lot) => sum + toMicros(lot.price) * lot.stock, 0)
  return fromMicros(Math.round(worth / Math.max(1, stockOf(lots)) / 100) * 100)
}

const tiers = priceTable({ name: 'getPricesV2', leaf: tieredRow, nothing: json({}), badService, badCountry })

const suppliers = priceTable({
  name: 'getPricesV3',
  leaf: supplierRow,
  nothing: titled('NO_PROVIDERS', 'No providers found', 200),
  badService,
  badCountry,
})

/** Tiger SMS: plain words for the old actions, envelopes for the new ones, real statuses now and then. */
export const tigerSms: Dialect = {
  sells: ({ id }) => id <= 204 || id === 1001,
  ladder: { defaultMayBeSoldOut: false, severalPricesPerSupplier: true, firstSupplier: 10 },
  sale: tigerSale,
  allowsPost: true,
  keyInHeader: false,
  keyless: new Set(),
  refusals: {
    missingKey: text('NO_KEY', 401),
    badKey: text('BAD_KEY', 401),
    badAction: text('BAD_ACTION'),
    badMethod: text('Method Not Allowed', 405),
    rateLimited: text('Too Many Requests', 429),
    banned: bannedWord,
    channelsLimit: text('CHANNELS_LIMIT'),
  },
  actions: new Map<string, Action>([
    ['getBalance', balanceWithFormat],
    [
      'getCountries',
      countriesInOrder(country => ({ id: Number(country.id), ...names(country), visible: 1, retry: 1 })),
    ],
    ['getServicesList', servicesList(plainErrors.badCountry)],
    ['getPrices', priceTable({ name: 'getPrices', leaf: priceRow, nothing: json({}), ...plainErrors })],
    ['getPricesV2', tiers],
    ['getFreePrices', tiers],
    ['getPricesV3', bothRequired(suppliers)],
    ...tigerActivations,
  ]),
}

/** The table of suppliers is only told for one service in one country. */
function bothRequired(action: Action): Action {
  return (scene, query) => {
    if (!query.get('country')) return badCountry
    return query.get('service') ? action(scene, query) : badService
  }
}
