import { fromMicros, toMicros } from '../../handler-api/catalog/decimal.ts'
import { createRandom, type Random, sample, seedOf } from '../../handler-api/catalog/random.ts'
import type { EmulatorOffer } from '../../handler-api/catalog/view.ts'
import type { OperatorLot } from './view.ts'

/**
 * Which operators an offer's numbers come from, one to four of them, cheapest first. The cheapest has the offer's price
 * and a number where there is one at all; others may have none. The same for the same offer and seed.
 */
export function lotsOf(offer: EmulatorOffer, operators: readonly string[], seed: number): OperatorLot[] {
  const random = createRandom(seedOf(seed, 'lots', offer.country, offer.service))
  const count = Math.min(operators.length, 1 + Math.floor(random() * 4))
  const chosen = [...sample(operators.length, count, random)]
  const rates = chosen.map(() => rateOf(random))
  let price = toMicros(offer.price)
  let left = offer.stock
  return chosen.map((supplier, index) => {
    if (index > 0) price = dearer(price, random)
    const stock = index === count - 1 ? left : share(left, index, random)
    left -= stock
    return {
      supplier,
      operator: operators[supplier] ?? '',
      price: fromMicros(price),
      stock,
      rate: rates[index] ?? null,
    }
  })
}

/** Two to eighty percent more, in steps of a hundredth of a cent. */
const dearer = (price: number, random: Random) => (Math.ceil((price * (1.02 + 0.78 * random())) / 100) + 1) * 100

function share(left: number, index: number, random: Random): number {
  const draw = random()
  if (index > 0 && draw < 0.2) return 0
  return Math.min(left, 1 + Math.floor(draw ** 2 * left))
}

/** The host is silent about rates below twenty percent. */
const rateOf = (random: Random) => (random() < 0.4 ? null : Math.round(2_000 + random() * 7_900) / 100)
