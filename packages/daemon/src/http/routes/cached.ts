import { z } from 'zod'
import { replyBody } from '../cache/body.ts'
import type { CatalogCache, Draft } from '../cache/catalog-cache.ts'
import type { Route } from './route.ts'

/** What the descriptions of such routes share. */
export const AGE =
  'Kept in memory for as long as the catalog stays the same. While the database is away, what was read last is answered for up to a minute, with `Warning: 110` and `Age`.'
export const IF_NONE_MATCH = { 'If-None-Match': { description: 'The `ETag` of an earlier answer' } }
export const asOf = z.iso.datetime().nullable().describe('When the provider seen longest ago was last seen')

/**
 * A route whose answers are kept for as long as the catalog stays the same. `prepare` reads the question of a URL, and
 * throws when there is something wrong with it; what it returns reads the answer.
 */
export function cachedRoute(cache: CatalogCache, prepare: (url: string) => () => Promise<Draft>): Route {
  return request => {
    // Two spellings of a question are kept twice: cheaper than reading every question to know them as one.
    const key = request.url.slice(request.url.indexOf('/', 'https://'.length))
    const body = cache.peek(key)
    return body ? replyBody(request, body) : answer(request, key, prepare(request.url))
  }

  async function answer(request: Request, key: string, read: () => Promise<Draft>): Promise<Response> {
    const { body, staleFor } = await cache.get(key, read)
    return staleFor === null ? replyBody(request, body) : replyBody(request, body, staleHeaders(staleFor))
  }
}

function staleHeaders(staleFor: number): Readonly<Record<string, string>> {
  return { warning: '110 - "Response is Stale"', age: String(Math.floor(staleFor / 1_000)) }
}
