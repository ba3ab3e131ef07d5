import type { Client } from '@onesms/sdk'
import { keys } from './keys.ts'
import { readOf } from './read.ts'

/** Every country that the provider lists. */
export const countriesQuery = (client: Client) =>
  readOf(keys.countries(client), ({ signal }) => client.catalog.countries({ signal }))
