import { OneSmsError } from '../../../errors/base.ts'
import type { CallOptions } from '../../../provider/call-options.ts'
import type { Offer } from '../../../provider/catalog.ts'
import type { ScanReport } from '../../../provider/offer-batch.ts'
import { DECIMAL, equal, errorOf, failureOf, isTrue, matches, unique } from '../assert.ts'
import { impatiently, type Scene, sellersOf } from '../scene.ts'
import type { CaseOf } from './case.ts'

/** Names that nobody has mapped; the last ones stand in every object. */
const UNKNOWN = ['no-such-name', '', '__proto__', 'constructor', 'toString']
const EMPTIES = ['[]', '{}', 'null', 'false', '""', '']

export const catalogCases: readonly CaseOf[] = [
  {
    name: 'C05 C07 lists services, each once, with an id and a name',
    run: async ({ provider, suite: { sells } }) => {
      const services = await provider.catalog.services({})
      wellNamed(services, 'service')
      const isSold = services.some(({ slug, nativeId }) => namesIt(sells.service, slug, nativeId))
      isTrue(isSold, 'what is sold is among the services')
      for (const { slug } of services) if (slug !== null) matches(slug, /^[a-z0-9]+(-[a-z0-9]+)*$/, 'slug')
    },
  },
  {
    name: 'C05 C07 lists countries, each id once',
    run: async ({ provider, suite: { sells } }) => {
      const countries = await provider.catalog.countries({})
      wellNamed(countries, 'country')
      isTrue(
        countries.some(({ iso, nativeId }) => namesIt(sells.country, iso, nativeId)),
        'where it is sold is among them',
      )
      for (const { iso } of countries) if (iso !== null) matches(iso, /^[A-Z]{2}$/, 'iso')
    },
  },
  {
    name: 'lists the networks of a country, where it lists networks',
    run: async ({ provider, suite: { sells } }) => {
      const operators = await provider.catalog.operators?.({ country: sells.country }, {}).catch((error: unknown) => {
        // Those of several providers are not one list.
        if (provider.members && OneSmsError.is(error) && error.code === 'capability') return undefined
        throw error
      })
      isTrue(operators === undefined || Array.isArray(operators), 'a list')
      for (const { nativeId, name } of operators ?? []) isTrue(nativeId.length > 0 && name.length > 0, 'id and name')
      unique(
        (operators ?? []).map(({ nativeId }) => nativeId),
        'ids of networks',
      )
    },
  },
  {
    name: 'offers what is sold, of a service, of a country and of both',
    run: async ({ provider, suite: { sells } }) => {
      const queries = [sells, { service: sells.service }, { country: sells.country }]
      for (const query of queries) {
        const offers = await provider.catalog.offers(query, {})
        isTrue(offers.length > 0, `there are offers for ${JSON.stringify(query)}`)
        for (const offer of offers) wellFormed(offer, { provider })
        const sold = offers.filter(offer => namesIt(sells.service, offer.service.slug, offer.service.nativeId))
        isTrue(
          sold.some(({ stock }) => stock === null || stock > 0),
          'what is sold is there to be had',
        )
      }
    },
  },
  {
    name: 'offers nothing without a filter, and names the road for everything',
    run: async ({ provider, wire }) => {
      const error = await errorOf(() => provider.catalog.offers({}, {}), 'offers without a filter', 'configuration')
      matches(error.message, /scan/, 'the message')
      equal(wire.count, 0, 'requests')
    },
  },
  {
    name: 'P24 a name nobody knows is an error before anything is sent',
    run: async ({ provider, wire, suite: { sells } }) => {
      for (const name of UNKNOWN) {
        const offers = [
          { ...sells, service: name },
          { ...sells, country: name },
        ]
        for (const query of offers) {
          await errorOf(
            () => provider.catalog.offers(query, {}),
            `offers for ${JSON.stringify(query)}`,
            'unknown_reference',
          )
        }
      }
      equal(wire.count, 0, 'requests')
    },
  },
  {
    name: 'scans a country as columns of one length, and says what it came to',
    run: async scene => {
      const { country } = scene.suite.sells
      await scanned(scene, { countries: [country] })
    },
  },
  {
    name: 'scans everything it sells',
    run: async scene => {
      const { missing, partial } = await scanned(scene, {})
      equal({ missing, partial }, { missing: [], partial: false }, 'the report')
    },
  },
  {
    name: 'C01 an empty answer is never an empty catalog',
    run: async ({ provider, wire }) => {
      const reads: Readonly<Record<string, (call: CallOptions) => Promise<unknown>>> = {
        services: call => provider.catalog.services(call),
        countries: call => provider.catalog.countries(call),
      }
      for (const body of EMPTIES) {
        wire.fault = async () => new Response(body)
        for (const [name, read] of Object.entries(reads)) {
          const failure = await failureOf(
            () => impatiently(wire, read),
            `${name} answered with ${JSON.stringify(body)}`,
          )
          isTrue(failure instanceof Error, 'it throws an error')
        }
      }
    },
  },
]

type Named = { readonly nativeId: string; readonly name: string }

function wellNamed(list: readonly Named[], what: string): void {
  isTrue(list.length > 0, `there is a ${what}`)
  for (const { nativeId, name } of list) isTrue(nativeId.trim().length > 0 && name.length > 0, `${what}: id and name`)
  unique(
    list.map(({ nativeId }) => nativeId),
    `ids of a ${what}`,
  )
}

function namesIt(reference: unknown, code: string | null, nativeId: string): boolean {
  return typeof reference === 'object' && reference !== null
    ? (reference as { readonly nativeId: string }).nativeId === nativeId
    : reference === code
}

function wellFormed(offer: Offer, { provider }: Pick<Scene, 'provider'>): void {
  isTrue(sellersOf(provider).includes(offer.provider), `${offer.provider} sells here`)
  equal(offer.kind, 'activation', 'kind')
  matches(offer.price.amount, DECIMAL, 'price')
  matches(offer.price.currency, /^[A-Z]{3}$/, 'currency of the price')
  isStock(offer.stock)
  isTrue(offer.successRate === null || (offer.successRate >= 0 && offer.successRate <= 1), 'successRate is 0 to 1')
  const tiers = offer.tiers ?? []
  for (const { price, stock } of tiers) {
    matches(price.amount, DECIMAL, 'price of a tier')
    isStock(stock)
  }
  const prices = tiers.map(({ price }) => Number(price.amount))
  isTrue(
    prices.every((price, index) => index === 0 || price > (prices[index - 1] ?? 0)),
    'tiers ascend',
  )
}

const isStock = (stock: number | null) =>
  isTrue(stock === null || (Number.isSafeInteger(stock) && stock >= 0), `stock ${stock} is a whole number or untold`)

async function scanned(
  { provider, suite: { sells } }: Scene,
  query: { readonly countries?: readonly [typeof sells.country] },
): Promise<ScanReport> {
  let rows = 0
  const countries: string[] = []
  const scan = provider.catalog.scan(query, {})
  for (;;) {
    const { done, value } = await scan.next()
    if (done) {
      isTrue(rows > 0, 'there are rows')
      equal(value.rows, rows, 'rows in the report')
      isTrue(value.requests > 0 && value.bytes > 0, 'requests and bytes are counted')
      unique(countries, 'countries of a seller')
      return value
    }
    if (value.kind === 'failed') throw value.error
    rows += value.service.length
    countries.push(`${value.provider}:${value.country}`)
    isTrue(sellersOf(provider).includes(value.provider), `${value.provider} sells here`)
    matches(value.currency, /^[A-Z]{3}$/, 'currency')
    for (const column of [value.operator, value.supplier, value.price, value.stock]) {
      if (column !== null) equal(column.length, value.service.length, 'length of a column')
    }
    for (const price of value.price) matches(price, DECIMAL, 'price')
    for (const stock of value.stock) isStock(stock)
  }
}
