import { z } from 'zod'
import { readServices } from '../../db/store/read/services.ts'
import type { CatalogCache } from '../cache/catalog-cache.ts'
import { cursorOf } from '../cursor.ts'
import { boolean, flag, oneOf, storedText, text, wholeNumber } from '../fields.ts'
import { nextCursor, pageOf } from '../page.ts'
import { parseQuery } from '../query.ts'
import { AGE, asOf, cachedRoute, IF_NONE_MATCH } from './cached.ts'
import type { Route, RouteContext, RouteDoc } from './route.ts'

const categories = [
  'social',
  'messaging',
  'shopping',
  'finance',
  'delivery',
  'transport',
  'entertainment',
  'technology',
  'other',
] as const

const query = z.object({
  category: oneOf(categories).optional(),
  q: text(100).optional(),
  active: boolean.optional(),
  available: flag.optional(),
  limit: wholeNumber(1, 5_000, 1_000),
  cursor: cursorOf(z.tuple([z.literal('services'), storedText])).optional(),
})

const service = z.object({
  code: z.string().describe('Our slug, or `<provider>:<native id>` where nobody has mapped it'),
  name: z.string(),
  category: z.enum(categories),
  icon: z.string().nullable(),
  active: z.boolean(),
  total_available: z.int().describe('Numbers in stock over all providers, as far as told'),
})

export const servicesDoc: RouteDoc = {
  tag: 'Catalog',
  summary: 'Services, with their stock over all providers',
  description: AGE,
  query,
  headers: IF_NONE_MATCH,
  replies: {
    200: {
      description: 'A page of services, by code',
      body: z.object({ as_of: asOf, data: z.array(service), next: nextCursor }),
    },
    304: { description: 'As before' },
  },
}

/** `GET /v1/services` */
export function servicesRoute({ database, gate }: RouteContext, cache: CatalogCache): Route {
  return cachedRoute(cache, url => {
    const { limit, cursor, ...filter } = parseQuery(query, url)
    return async () => {
      const { version, asOf, rows } = await gate(() =>
        readServices(database, { ...filter, after: cursor?.[1], limit: limit + 1 }),
      )
      return { version, value: { as_of: asOf, ...pageOf(rows, limit, ({ code }) => ['services', code]) } }
    }
  })
}
