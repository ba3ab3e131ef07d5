import { z } from 'zod'
import { readCountries } from '../../db/store/read/countries.ts'
import type { CatalogCache } from '../cache/catalog-cache.ts'
import { cursorOf } from '../cursor.ts'
import { boolean, flag, storedText, text, wholeNumber } from '../fields.ts'
import { nextCursor, pageOf } from '../page.ts'
import { parseQuery } from '../query.ts'
import { AGE, asOf, cachedRoute, IF_NONE_MATCH } from './cached.ts'
import type { Route, RouteContext, RouteDoc } from './route.ts'

const query = z.object({
  q: text(100).optional(),
  active: boolean.optional(),
  available: flag.optional(),
  limit: wholeNumber(1, 5_000, 1_000),
  cursor: cursorOf(z.tuple([z.literal('countries'), storedText])).optional(),
})

const country = z.object({
  code: z.string().describe('ISO code, or `<provider>:<native id>` where nobody has mapped it'),
  name: z.string(),
  active: z.boolean(),
  success_rate: z.number().nullable().describe('0 to 1; `null` when untold'),
  total_services: z.int(),
  total_available: z.int().describe('Numbers in stock over all providers, as far as told'),
  metadata: z.looseObject({}).describe('`top_services`, and `native_ids` by provider'),
  last_sync: z.iso.datetime().nullable(),
})

export const countriesDoc: RouteDoc = {
  tag: 'Catalog',
  summary: 'Countries, with their stock over all providers',
  description: AGE,
  query,
  headers: IF_NONE_MATCH,
  replies: {
    200: {
      description: 'A page of countries, by code',
      body: z.object({ as_of: asOf, data: z.array(country), next: nextCursor }),
    },
    304: { description: 'As before' },
  },
}

/** `GET /v1/countries` */
export function countriesRoute({ database, gate }: RouteContext, cache: CatalogCache): Route {
  return cachedRoute(cache, url => {
    const { limit, cursor, ...filter } = parseQuery(query, url)
    return async () => {
      const { version, asOf, rows } = await gate(() =>
        readCountries(database, { ...filter, after: cursor?.[1], limit: limit + 1 }),
      )
      return { version, value: { as_of: asOf, ...pageOf(rows, limit, ({ code }) => ['countries', code]) } }
    }
  })
}
