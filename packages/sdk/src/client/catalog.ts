import { cheapest } from '../catalog/cheapest.ts'
import { cannot } from '../errors/cannot.ts'
import type { CallOptions } from '../provider/call-options.ts'
import type { Availability, Country, Offer, Operator, Service } from '../provider/catalog.ts'
import { checkOfferQuery } from '../provider/check-offer-query.ts'
import type { FailedBatch, OfferBatch, ScanReport } from '../provider/offer-batch.ts'
import type { OfferQuery, Provider, ScanQuery } from '../provider/provider.ts'
import type { CountryRef, ServiceRef } from '../provider/references.ts'
import type { Clock } from '../utils/clock.ts'

/** One of the two: a service over all countries, or a country over all services. */
export type AvailabilityQuery =
  | { readonly service: ServiceRef; readonly country?: never }
  | { readonly country: CountryRef; readonly service?: never }

/** Reading what a provider sells. Nothing here costs money; every method may throw the errors of the provider. */
export interface CatalogResource {
  /** Every service of the provider. */
  services(call?: CallOptions): Promise<readonly Service[]>
  /** Every country of the provider; one that it lists under several ids appears once for each. */
  countries(call?: CallOptions): Promise<readonly Country[]>
  /** Mobile networks of a country. @throws {@link CapabilityError} where the provider has none to choose from. */
  operators(query: { readonly country: CountryRef }, call?: CallOptions): Promise<readonly Operator[]>
  /**
   * What can be bought, by service, by country or by both.
   * @throws {@link UnknownReferenceError} with near matches, before any request, for a name nobody knows.
   */
  offers(query: OfferQuery, call?: CallOptions): Promise<readonly Offer[]>
  /** Price and stock at this moment, straight from the provider: the cheapest offer of each of its countries or services. */
  availability(query: AvailabilityQuery, call?: CallOptions): Promise<Availability>
  /** Everything the provider sells, a batch per country: the road for copying a whole catalog. */
  scan(query?: ScanQuery, call?: CallOptions): AsyncGenerator<OfferBatch | FailedBatch, ScanReport, void>
}

export function createCatalogResource({ id, catalog }: Provider, clock: Clock): CatalogResource {
  return {
    services: (call = {}) => catalog.services(call),
    countries: (call = {}) => catalog.countries(call),
    operators: async (query, call = {}) => {
      if (catalog.operators) return catalog.operators(query, call)
      throw cannot(id, 'catalog.operators', 'does not let one choose an operator')
    },
    offers: async (query = {}, call = {}) => catalog.offers(query, call),
    availability: async (asked, call = {}) => {
      const { service, country }: OfferQuery = asked ?? {}
      const query = { ...(service !== undefined && { service }), ...(country !== undefined && { country }) }
      checkOfferQuery(query, { provider: id, operation: 'catalog.availability' })
      const observedAt = new Date(clock.now()) // an answer is as old as its question
      const offers = await (catalog.availability ?? catalog.offers)(query, call)
      const placeOf = ({ provider, ...offer }: Offer) =>
        JSON.stringify([provider, (service !== undefined ? offer.country : offer.service).nativeId])
      return { observedAt, offers: cheapestPerPlace(offers, placeOf) }
    },
    scan: (query = {}, call = {}) => catalog.scan(query, call),
  }
}

function cheapestPerPlace(offers: readonly Offer[], placeOf: (offer: Offer) => string): Offer[] {
  const places = new Map<string, Offer[]>()
  for (const offer of offers) {
    const place = places.get(placeOf(offer))
    if (place) place.push(offer)
    else places.set(placeOf(offer), [offer])
  }
  // Where all is sold out, that itself is the news.
  return [...places.values()].flatMap(group => cheapest(group) ?? group[0] ?? [])
}
