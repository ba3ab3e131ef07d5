import { json, text, written } from '../../reply.ts'
import { balance } from '../actions/balance.ts'
import { countriesById, names } from '../actions/countries.ts'
import { noOperators } from '../actions/operators.ts'
import { priceTable } from '../actions/prices.ts'
import { servicesList } from '../actions/services.ts'
import { tierMap } from '../actions/tier-map.ts'
import { rank } from '../actions/top-countries.ts'
import { tiersOf } from '../catalog/ladder.ts'
import type { EmulatorOffer, Lot } from '../catalog/view.ts'
import type { Action, Dialect } from '../dialect.ts'
import { errorOnly, framework } from '../envelopes.ts'
import { askedServices } from '../filter.ts'
import { entry, object } from '../json-text.ts'
import type { Scene, Spelling } from '../scene.ts'
import { bannedWord } from './banned-word.ts'
import { bowerActivations, bowerSale, bowerWebhook } from './sms-bower-activations.ts'

/** The Faroe Islands stand in the lists under an empty key, with no id: nobody can order there. */
const NOWHERE = { id: null, ...names({ iso: 'FO', name: 'Faroe Islands' }) }
const FAROE_ISLANDS = 202

const badService = errorOnly('Bad service')
const badCountry = errorOnly('Bad country')

const priceRow = ({ price, stock }: EmulatorOffer, { spelling }: Scene) =>
  `{"cost":${spelling.price(price)},"count":${spelling.count(`${stock}`)}}`

/** Numbers at exactly this price, dearer and cheaper ones not included. */
const histogram = (offer: EmulatorOffer, { catalog, spelling }: Scene) =>
  tierMap(tiersOf(catalog.lotsOf(offer)), spelling.count)

const supplierRow = (offer: EmulatorOffer, { catalog, spelling }: Scene) =>
  object(catalog.lotsOf(offer).map(lot => entry(`${lot.supplier}`, supplier(lot, spelling))))

const supplier = ({ supplier, price, stock }: Lot, spelling: Spelling) =>
  `{"count":${spelling.count(`${stock}`)},"price":${spelling.price(price)},"provider_id":${supplier}}`

/** `United States (virtual)` is `united-states-virtual`. */
const slugOf = (name: string) => (name.toLowerCase().match(/[a-z]+/g) ?? []).join('-')

/** By country slug, then supplier; best stocked first. */
const topCountries: Action = (scene, query) => {
  const { catalog, spelling } = scene
  const asked = query.get('service')
  const [service] = askedServices(catalog, asked) ?? []
  if (!asked || !service) return badService
  const slugs = new Map(catalog.countries.map(({ id, name }) => [id, slugOf(name)]))
  const row = ({ price, stock }: Lot) => `{"price":${spelling.price(price)},"count":${spelling.count(`${stock}`)}}`
  const rows = rank(scene, service.code).map(offer => {
    const lots = catalog.lotsOf(offer).map(lot => entry(`${lot.supplier}`, row(lot)))
    return entry(slugs.get(offer.country) ?? '', object(lots))
  })
  return written(object(rows))
}

/** SMSBower: HTTP 200 for every error but the framework's own, suppliers instead of one price, no POST. */
export const smsBower: Dialect = {
  sells: ({ id }) => (id <= 204 && id !== FAROE_ISLANDS) || id === 1003,
  ladder: { defaultMayBeSoldOut: false, severalPricesPerSupplier: false, firstSupplier: 2200 },
  sale: bowerSale,
  allowsPost: false,
  webhook: bowerWebhook,
  keyInHeader: false,
  keyless: new Set(),
  refusals: {
    missingKey: framework('No access', 401),
    badKey: framework('No access', 401),
    badAction: text('BAD_ACTION'),
    badMethod: framework('Method not allowed', 405),
    rateLimited: text('Too Many Requests', 429),
    banned: bannedWord,
    channelsLimit: text('CHANNELS_LIMIT'),
  },
  actions: new Map<string, Action>([
    ['getBalance', balance],
    ['getCountries', countriesById(country => ({ id: country.id, ...names(country) }), { '': NOWHERE })],
    ['getServicesList', servicesList(badCountry)],
    ['getOperators', noOperators],
    [
      'getPrices',
      priceTable({
        name: 'getPrices',
        leaf: priceRow,
        nothing: json([]),
        badService,
        badCountry,
        oddities: () => [entry('', '{"tg":{"cost":0.5,"count":3}}')],
      }),
    ],
    ['getPricesV2', priceTable({ name: 'getPricesV2', leaf: histogram, nothing: json([]), badService, badCountry })],
    [
      'getPricesV3',
      priceTable({
        name: 'getPricesV3',
        leaf: supplierRow,
        nothing: json([]),
        badService: text('BAD_SERVICE'),
        badCountry: text('BAD_COUNTRY'),
      }),
    ],
    ['getTopCountriesByService', topCountries],
    ...bowerActivations,
  ]),
}
