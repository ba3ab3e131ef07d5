import { ConfigurationError } from '../errors/access.ts'
import type { ErrorContext } from '../errors/base.ts'
import type { OfferQuery } from './provider.ts'

/** @throws {@link ConfigurationError} for a query that names neither a service nor a country. */
export function checkOfferQuery({ service, country }: OfferQuery, where: ErrorContext): void {
  if (service !== undefined || country !== undefined) return
  throw new ConfigurationError('offers need a service or a country', {
    ...where,
    hint: 'For everything at once use catalog.scan, which is made for hundreds of thousands of rows.',
  })
}
