import type { Client } from '@onesms/sdk'
import { keys } from './keys.ts'
import { readOf } from './read.ts'

/** Every service that the provider lists. */
export const servicesQuery = (client: Client) =>
  readOf(keys.services(client), ({ signal }) => client.catalog.services({ signal }))
