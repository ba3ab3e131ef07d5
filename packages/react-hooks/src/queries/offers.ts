import type { Client, OfferQuery } from '@onesms/sdk'
import { keys } from './keys.ts'
import { readOf } from './read.ts'

/** What can be bought, by service, by country or by both. */
export const offersQuery = (client: Client, query: OfferQuery) =>
  readOf(keys.offers(client, query), ({ signal }) => client.catalog.offers(query, { signal }))
