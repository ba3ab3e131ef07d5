import { z } from 'zod'
import { readCountries } from '../../db/store/read/countries.ts'
import type { CatalogCache } from '../cache/catalog-cache.ts'
import { cursorOf } from '../cursor.ts'
import { boolean, flag, storedText, text, wholeNumber } from '../fields.ts'
import { pageOf } from '../page.ts'
import { parseQuery } from '../query.ts'
import { cachedRoute } from './cached.ts'
import type { Route, RouteContext } from './route.ts'

const query = z.object({
  q: text(100).optional(),
  active: boolean.optional(),
  available: flag.optional(),
  limit: wholeNumber(1, 5_000, 1_000),
  cursor: cursorOf(z.tuple([z.literal('countries'), storedText])).optional(),
})

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
