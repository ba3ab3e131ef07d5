import type { OfferQuery } from '@onesms/sdk'

/** Whether it says what is asked for. */
export const names = ({ service, country }: OfferQuery = {}): boolean => Boolean(service || country)
