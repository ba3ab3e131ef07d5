import { z } from 'zod'
import { type OfferPlace, type OfferRow, offerSorts, readOffers } from '../../db/store/read/offers.ts'
import { findTarget, hasProvider, readNames, type Target, type TargetKind } from '../../db/store/read/references.ts'
import { cursorOf } from '../cursor.ts'
import { amount, flag, oneOf, providerId, reference, storedText, wholeNumber } from '../fields.ts'
import { pageOf, pageSchema } from '../page.ts'
import { Problem } from '../problem.ts'
import { invalidParameter, parseQuery } from '../query.ts'
import { replyJson } from '../reply.ts'
import { nearestCodes, unknownReference } from '../unknown-reference.ts'
import { offerFields } from './live-offer.ts'
import type { Route, RouteContext, RouteDoc } from './route.ts'

const sort = oneOf(offerSorts)

const place = z.object({
  sort,
  provider: storedText,
  kind: z.enum(['activation', 'rental']),
  native_service: storedText,
  native_country: storedText,
  operator: storedText.nullable(),
  supplier: storedText.nullable(),
  price: amount,
  currency: z.string().regex(/^[A-Z]{3}$/),
  stock: z.int().min(0).nullable(),
})

const query = z.object({
  service: reference.optional(),
  country: reference.optional(),
  provider: providerId.optional(),
  max_price: amount.optional(),
  in_stock: flag.optional(),
  sort: sort.default('price'),
  limit: wholeNumber(1, 1_000, 100),
  cursor: cursorOf(place).optional(),
})

const offer = z.object({
  ...offerFields,
  as_of: z.iso.datetime().describe('When its country was last seen'),
  stale_since: z.iso
    .datetime()
    .nullable()
    .describe('Since when its country has not been heard of; `null`: it is current'),
})

export const offersDoc: RouteDoc = {
  tag: 'Catalog',
  summary: 'Offers of one service or country, the cheapest first',
  description:
    'From the database, also while a provider is down. `service` or `country` is a must. Prices are sorted within their currency; untold stock comes last either way.',
  query,
  replies: { 200: { description: 'A page of offers', body: pageSchema(offer) } },
}

/** `GET /v1/offers`: what the tables hold, also while a provider is down. */
export function offersRoute({ database, gate }: RouteContext): Route {
  const targetOf = async (kind: TargetKind, reference: string | undefined): Promise<Target | undefined> => {
    if (reference === undefined) return undefined
    const target = await findTarget(database, kind, reference)
    if (target) return target
    throw unknownReference(kind, reference, nearestCodes(reference, await readNames(database, kind)))
  }

  const checkProvider = async (id: string | undefined): Promise<void> => {
    if (id === undefined || (await hasProvider(database, id))) return
    throw unknownReference('provider', id, nearestCodes(id, await readNames(database, 'provider')))
  }

  return async request => {
    const {
      service,
      country,
      provider,
      max_price: maxPrice,
      in_stock: inStock,
      sort,
      limit,
      cursor,
    } = parseQuery(query, request.url)
    if (service === undefined && country === undefined) {
      throw new Problem({ code: 'missing_parameter', detail: 'Give service or country, or both.' })
    }
    if (cursor && cursor.sort !== sort)
      throw invalidParameter('cursor', `belongs to an answer with sort=${cursor.sort}`)
    const rows = await gate(async () => {
      await checkProvider(provider)
      return readOffers(database, {
        service: await targetOf('service', service),
        country: await targetOf('country', country),
        provider,
        maxPrice,
        inStock,
        sort,
        after: cursor,
        limit: limit + 1,
      })
    })
    const page = pageOf(rows, limit, row => ({ sort, ...placeOf(row) }))
    return replyJson(page, { headers: { 'cache-control': 'no-cache' } })
  }
}

function placeOf(row: OfferRow): OfferPlace {
  const { service: _s, country: _c, as_of: _a, stale_since: _t, ...place } = row
  return place
}
