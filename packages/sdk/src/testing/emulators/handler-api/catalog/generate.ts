import { cheapCountries, dearCountries, wantedServices } from './demand.ts'
import { createRandom, type Random, sample, seedOf, shuffled } from './random.ts'
import type { EmulatorCountry, EmulatorService } from './view.ts'

/** No offer in this cell of the price table. */
export const NO_OFFER = 0xffffffff

/** Prices (millionths) and stocks by country, then service: two numbers an offer keep 400,000 of them in 4 MB. */
export interface OfferTable {
  readonly prices: Uint32Array
  readonly stocks: Uint32Array
  /** Cells a country takes up, and how many of them are drawn from the seed; the others are left empty. */
  readonly width: number
  readonly drawn: number
}

interface Market {
  readonly countries: readonly EmulatorCountry[]
  readonly services: readonly EmulatorService[]
  /** Mean number of offers a country; some have a tenth more, some a tenth less. */
  readonly offersPerCountry: number
  readonly seed: number
  /** As many as there are services, or more. */
  readonly width: number
}

/** Fills the table. Every country draws from a stream of its own, so that a smaller market is not another one. */
export function generateOffers({ countries, services, offersPerCountry, seed, width }: Market): OfferTable {
  const prices = new Uint32Array(countries.length * width).fill(NO_OFFER)
  const stocks = new Uint32Array(prices.length)
  const bases = services.map((service, rank) => basePrice(rank, createRandom(seedOf(seed, service.code))))
  const sizes = shuffled(
    spread(countries.length, offersPerCountry, services.length),
    createRandom(seedOf(seed, 'size')),
  )

  for (const [row, country] of countries.entries()) {
    const random = createRandom(seedOf(seed, 'country', country.id))
    const level = priceLevel(country.iso) * (0.75 + 0.5 * random())
    const wealth = 0.3 + 2.7 * random() ** 2
    for (const column of soldServices(services.length, sizes[row] ?? 0, random)) {
      const cell = row * width + column
      prices[cell] = rounded((bases[column] ?? 0) * level * (0.85 + 0.3 * random()), random)
      stocks[cell] = drawStock(column < wantedServices.length, wealth, random)
    }
  }
  return { prices, stocks, width, drawn: services.length }
}

/** `count` sizes around `mean`, evenly spaced and symmetric, so that their sum is known beforehand. */
function spread(count: number, mean: number, most: number): number[] {
  const reach = Math.min(Math.floor(mean * 0.09), most - mean)
  return Array.from({ length: count }, (_, index) =>
    count === 1 ? mean : mean + Math.round(reach * ((2 * index) / (count - 1) - 1)),
  )
}

/** The most wanted services are sold everywhere, the others where chance will have it: `wanted` in all. */
function* soldServices(total: number, wanted: number, random: Random): Generator<number> {
  const everywhere = Math.min(wantedServices.length, wanted)
  for (let column = 0; column < everywhere; column += 1) yield column
  for (const column of sample(total - everywhere, wanted - everywhere, random)) yield everywhere + column
}

/** US dollars: what is wanted costs more, and one in a hundred costs far more. */
const basePrice = (rank: number, random: Random) =>
  (0.08 + 0.5 * Math.exp(-rank / 40)) * (0.5 + 1.5 * random() ** 2) * (random() < 0.01 ? 8 : 1)

function priceLevel(iso: string): number {
  if (dearCountries.has(iso)) return 2.5
  return cheapCountries.has(iso) ? 0.5 : 1
}

/** Millionths, with two decimals mostly, with three or four in places. */
function rounded(price: number, random: Random): number {
  const draw = random()
  const step = draw < 0.6 ? 10_000 : draw < 0.75 ? 1_000 : 100
  return Math.max(1, Math.round((price * 1_000_000) / step)) * step
}

/** Many small pools, a few of 100,000 and more, one in twenty-five sold out; what is wanted is kept in stock. */
function drawStock(wanted: boolean, wealth: number, random: Random): number {
  if (random() < 0.04) return 0
  return 1 + Math.floor((Math.exp(random() ** (wanted ? 1 : 1.8) * 11.9) - 1) * wealth)
}
