import { magicOf } from '../activations/magic.ts'
import type { EmulatorCatalog } from '../catalog/catalog.ts'
import { fromMicros, toMicros } from '../catalog/decimal.ts'
import { wantedServices } from '../catalog/demand.ts'
import { createRandom, sample, seedOf } from '../catalog/random.ts'

/** What it costs to rent a number for so long. */
export interface EmulatorRentalOffer {
  readonly country: string
  readonly service: string
  readonly hours: number
  /** A plain decimal in US dollars without trailing zeros. */
  readonly price: string
  readonly stock: number
}

/** What the emulated host rents out. */
export interface EmulatorRentals {
  /** The offers of a service in a country, shortest first; empty where it is not rented out. */
  offersOf(country: string, service: string): readonly EmulatorRentalOffer[]
  /** Lengths by which a number can be extended, at the prices of now. */
  extensionsOf(country: string, service: string): readonly EmulatorRentalOffer[]
  /** Puts an offer in, or changes it. Throws a RangeError for a bad length, price or stock. */
  setOffer(
    country: string,
    service: string,
    hours: number,
    offer: { readonly price: string; readonly stock: number },
  ): void
}

/** The same, and the sale of a number, which lowers the stock. */
export interface RentalCatalog extends EmulatorRentals {
  take(offer: EmulatorRentalOffer): void
}

/** Every country that rents out has these; the others come by chance. */
const USUAL_HOURS = [24, 72, 168, 720]
const FURTHER_HOURS = [2, 12, 48, 336]

const wanted: ReadonlySet<string> = new Set(wantedServices)

/** Offers drawn from the seed when somebody asks for them: nothing is kept but what was changed. `rents` tells the countries. */
export function createRentalCatalog(
  catalog: EmulatorCatalog,
  seed: number,
  rents: (country: string) => boolean,
): RentalCatalog {
  /** By country and service, then hours. */
  const changed = new Map<string, Map<number, EmulatorRentalOffer>>()

  const draw = (country: string, service: string): EmulatorRentalOffer[] => {
    const base = rents(country) ? catalog.offer(country, service) : null
    const random = createRandom(seedOf(seed, 'rent', country, service))
    if (!base || !(wanted.has(service) || magicOf(service) || random() < 0.6)) return []
    const plenty = magicOf(service)?.stock
    return hoursOf(country, seed).map(hours => {
      const stock = random() < 0.08 ? 0 : 1 + Math.floor(random() ** 3 * 20_000)
      return { country, service, hours, price: priceOf(base.price, hours), stock: plenty ?? stock }
    })
  }
  const offersOf = (country: string, service: string) => {
    const changes = changed.get(`${country}/${service}`)
    if (!changes) return draw(country, service)
    const all = new Map([...draw(country, service).map(offer => [offer.hours, offer] as const), ...changes])
    return [...all.values()].sort((left, right) => left.hours - right.hours)
  }
  const put = (offer: EmulatorRentalOffer) => {
    const key = `${offer.country}/${offer.service}`
    changed.set(key, (changed.get(key) ?? new Map()).set(offer.hours, offer))
  }

  return {
    offersOf,
    extensionsOf: (country, service) => offersOf(country, service).filter(({ hours }) => USUAL_HOURS.includes(hours)),
    setOffer(country, service, hours, { price, stock }) {
      if (!(Number.isInteger(hours) && hours >= 1)) throw new RangeError(`not a length: ${hours}`)
      if (!(Number.isInteger(stock) && stock >= 0)) throw new RangeError(`not a stock: ${stock}`)
      put({ country, service, hours, price: fromMicros(toMicros(price)), stock })
    },
    take: offer => put({ ...offer, stock: offer.stock - 1 }),
  }
}

function hoursOf(country: string, seed: number): number[] {
  const random = createRandom(seedOf(seed, 'rent-hours', country))
  const further = Array.from(sample(FURTHER_HOURS.length, 2, random), index => FURTHER_HOURS[index] ?? 0)
  return [...USUAL_HOURS, ...further].sort((left, right) => left - right)
}

/** Dearer than an activation, and cheaper by the hour the longer it is; whole cents. */
const priceOf = (activation: string, hours: number) =>
  fromMicros(Math.ceil((toMicros(activation) * (1 + 0.35 * (hours / 2) ** 0.7)) / 10_000) * 10_000)
