import type { AvailabilityQuery, Client } from '@onesms/sdk'
import { keys } from './keys.ts'
import { readOf } from './read.ts'

/** Price and stock at this moment, of one service or one country; an answer is of the past as soon as it is there. */
export const availabilityQuery = (client: Client, query: AvailabilityQuery) =>
  readOf(keys.availability(client, query), ({ signal }) => client.catalog.availability(query, { signal }), 0)
