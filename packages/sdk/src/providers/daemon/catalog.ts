import * as z from 'zod/mini'
import { noProblems } from '../../catalog/problems.ts'
import { scanOf, scanOneByOne } from '../../catalog/scan.ts'
import { UnexpectedResponseError } from '../../errors/transport.ts'
import type { CallOptions } from '../../provider/call-options.ts'
import type { Country, Offer, Service } from '../../provider/catalog.ts'
import { checkOfferQuery } from '../../provider/check-offer-query.ts'
import type { OfferBatch } from '../../provider/offer-batch.ts'
import type { CatalogFacet, OfferQuery } from '../../provider/provider.ts'
import { currency, decimal, listOf, made, orNull, parse, type Schema } from '../../wire/schema.ts'
import { codeOf, slugOf } from './codes.ts'
import type { Line } from './line.ts'
import { readAll } from './pages.ts'

export interface CatalogParts {
  readonly line: Line
  /** Id of the provider that this one is. */
  readonly provider: string
  /** The only one of the daemon's that is asked for; `null`: any. */
  readonly only: string | null
}

type OnPage = (bytes: number) => void

const PAGE = '1000'

export function createCatalog({
  line,
  provider,
  only,
}: CatalogParts): CatalogFacet & Required<Pick<CatalogFacet, 'availability'>> {
  const named = async <Row>(path: string, row: Schema<Row>, call: CallOptions, onPage?: OnPage) => {
    const operation = `catalog.${path}`
    const rows = await readAll(line, { operation, path: [path], query: { limit: PAGE }, row, onPage }, call)
    if (rows.length > 0) return rows
    const fact = `the daemon of ${provider} knows no ${path} yet`
    throw new UnexpectedResponseError(fact, { provider, operation, reason: 'suspicious_empty' })
  }

  const filterOf = (query: OfferQuery, operation: string) => {
    const where = { provider, operation }
    checkOfferQuery(query, where)
    const { service, country } = query
    return {
      ...(service !== undefined && { service: codeOf(service, 'service', where) }),
      ...(country !== undefined && { country: codeOf(country, 'country', where) }),
      ...(only !== null && { provider: only }),
    }
  }

  const offersOf = async (query: OfferQuery, call: CallOptions, onPage?: OnPage) => {
    const operation = 'catalog.offers'
    const filter = { ...filterOf(query, operation), limit: PAGE }
    const rows = await readAll(line, { operation, path: ['offers'], query: filter, row: offer, onPage }, call)
    return rows.filter(({ kind }) => kind === 'activation')
  }

  const countriesOf = (call: CallOptions, onPage?: OnPage) => named('countries', country, call, onPage)

  return {
    services: call => named('services', service, call),
    countries: call => countriesOf(call),
    offers: async (query, call) => offersOf(query, call),
    availability: async (query, call) => {
      const operation = 'catalog.availability'
      const read = (json: unknown) =>
        parse(json, availability, 'an availability').data.flatMap(({ offers }) => offers ?? [])
      return line.send(
        { operation, path: ['availability'], query: filterOf(query, operation), size: 'page', read },
        call,
      )
    },
    async *scan({ countries }, call) {
      const where = { provider, operation: 'catalog.scan' }
      const chosen = countries?.map(country => codeOf(country, 'country', where))
      let [requests, bytes] = [0, 0]
      const onPage = (size: number) => {
        requests += 1
        bytes += size
      }
      const wanted = new Set(chosen ?? (await countriesOf(call, onPage)).map(({ nativeId }) => nativeId))
      const batches = scanOneByOne(provider, wanted, async country =>
        batchesOf(country, await offersOf({ country }, call, onPage)),
      )
      const found = yield* scanOf(batches, wanted, chosen !== undefined)
      return { requests, bytes, ...found, problems: noProblems() }
    },
  }
}

const serviceOf = (code: string, name = code) => ({ slug: slugOf(code), nativeId: code, name })
const countryOf = (code: string, name = code) => ({ iso: slugOf(code), nativeId: code, name })

const service: Schema<Service> = made(
  { code: z.string(), name: z.string(), total_available: orNull(z.number()) },
  ({ code, name, total_available: stock }) => ({ ...serviceOf(code, name), stock }),
)

const country: Schema<Country> = made(
  { code: z.string(), name: z.string(), total_available: orNull(z.number()), success_rate: orNull(z.number()) },
  ({ code, name, total_available: stock, success_rate: successRate }) => {
    return { ...countryOf(code, name), stock, successRate }
  },
)

/** A line of the tables has no names of its own: the code stands for them. */
const offer: Schema<Offer> = made(
  {
    provider: z.string(),
    kind: z.enum(['activation', 'rental']),
    service: z.string(),
    country: z.string(),
    operator: orNull(z.string()),
    supplier: orNull(z.string()),
    price: decimal,
    currency,
    stock: orNull(z.number()),
    success_rate: orNull(z.number()),
  },
  ({ service, country, operator, price, currency, success_rate: successRate, ...rest }) => ({
    ...rest,
    service: serviceOf(service),
    country: countryOf(country),
    operator: operator === null ? null : { nativeId: operator, name: operator },
    price: { amount: price, currency },
    successRate,
  }),
)

const availability = z.object({ data: listOf(z.object({ offers: orNull(listOf(offer)) })) })

/** The offers of one country, a batch for each seller and currency. */
function batchesOf(country: string, offers: readonly Offer[]): readonly OfferBatch[] {
  const groups = new Map<string, Offer[]>()
  for (const offer of offers) {
    const group = `${offer.provider} ${offer.price.currency}`
    groups.set(group, [...(groups.get(group) ?? []), offer])
  }
  return [...groups.values()].flatMap(rows => {
    const [first] = rows
    if (!first) return []
    return {
      kind: 'offers' as const,
      provider: first.provider,
      country,
      currency: first.price.currency,
      service: rows.map(({ service }) => service.nativeId),
      operator: rows.map(({ operator }) => operator?.nativeId ?? null),
      supplier: rows.map(({ supplier }) => supplier),
      price: rows.map(({ price }) => price.amount),
      stock: rows.map(({ stock }) => stock),
    }
  })
}
