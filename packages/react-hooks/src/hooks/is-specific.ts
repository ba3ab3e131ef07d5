import type { OfferQuery } from '@onesms/sdk'

/** Whether a query names a service or a country, so that it can be asked. */
export const isSpecific = ({ service, country }: OfferQuery = {}): boolean => Boolean(service || country)
