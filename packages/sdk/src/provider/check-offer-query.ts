import { ConfigurationError } from '../errors/access.ts'
import type { OfferQuery } from './provider.ts'

/** @throws {@link ConfigurationError} for a query that names neither a service nor a country. */
export function checkOfferQuery({ service, country }: OfferQuery, provider: string): void {
  if (service !== undefined || country !== undefined) return
  throw new ConfigurationError('catalog.offers needs a service or a country', {
    provider,
    operation: 'catalog.offers',
    hint: 'For everything at once use catalog.scan, which is made for hundreds of thousands of rows.',
  })
}
