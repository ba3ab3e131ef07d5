import { type Reply, written } from '../../reply.ts'
import { fromMicros, toMicros } from '../catalog/decimal.ts'
import { type Tier, tiersOf } from '../catalog/ladder.ts'
import type { EmulatorOffer } from '../catalog/view.ts'
import type { Action } from '../dialect.ts'
import { askedServices } from '../filter.ts'
import { entry, object } from '../json-text.ts'
import type { Scene } from '../scene.ts'
import { tierMap } from './tier-map.ts'

interface TopCountries {
  /** Tiers of the map that `freePrice=true` adds: as they are, or summed up. */
  map(tiers: readonly Tier[]): readonly Tier[]
  /** Whether the count without that map leaves out what costs more than the default price. */
  readonly countsDefaultPriceOnly: boolean
  readonly badService: Reply
}

/** HeroSMS with 811 services answers 1.35 MB, which makes about so many rows for each. */
const ROWS_OF_EACH_SERVICE = 25

/** Countries of a service by rank, best stocked first; without the parameter the first of every service. */
export function topCountries(options: TopCountries): Action {
  return (scene, query) => {
    const services = askedServices(scene.catalog, query.get('service'))
    if (!services) return options.badService
    const freePrice = query.get('freePrice') === 'true'
    const ranked = ({ code }: { code: string }, most?: number) =>
      object(
        rank(scene, code)
          .slice(0, most)
          .map((offer, index) => entry(`${index}`, row(offer, scene, options, freePrice))),
      )
    const [only] = services
    if (query.get('service') && only) return written(ranked(only))
    return written(object(services.map(service => entry(service.code, ranked(service, ROWS_OF_EACH_SERVICE)))))
  }
}

/** Offers of a service that have stock, most of it first. */
export function rank({ catalog }: Scene, service: string): EmulatorOffer[] {
  return catalog.countries
    .flatMap(({ id }) => catalog.offersOf(id, service))
    .filter(offer => offer.stock > 0)
    .sort((left, right) => right.stock - left.stock || Number(left.country) - Number(right.country))
}

function row(offer: EmulatorOffer, { catalog, spelling }: Scene, options: TopCountries, freePrice: boolean): string {
  const tiers = tiersOf(catalog.lotsOf(offer))
  const price = freePrice ? (tiers[0]?.price ?? offer.price) : offer.price
  const count = freePrice || !options.countsDefaultPriceOnly ? offer.stock : atOrBelow(offer.price, tiers)
  const members = [
    `"country":${offer.country}`,
    `"count":${spelling.count(`${count}`)}`,
    `"price":${spelling.price(price)}`,
    `"retail_price":${fromMicros(toMicros(offer.price) * 2)}`,
  ]
  if (freePrice) members.push(`"freePriceMap":${tierMap(options.map(tiers), spelling.count)}`)
  return object(members)
}

const atOrBelow = (price: string, tiers: readonly Tier[]) =>
  tiers.filter(tier => toMicros(tier.price) <= toMicros(price)).reduce((sum, tier) => sum + tier.stock, 0)
