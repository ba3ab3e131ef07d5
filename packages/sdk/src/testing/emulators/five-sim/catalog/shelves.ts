import type { EmulatorOffer } from '../../handler-api/catalog/view.ts'
import type { OperatorLot } from './view.ts'

type Kept = { -readonly [Member in keyof OperatorLot]: OperatorLot[Member] }

interface Shelf {
  readonly price: string
  stock: number
  readonly lots: readonly Kept[]
}

/** What is left at each operator, for the offers somebody has bought from or put in by hand. */
export interface Shelves {
  lotsOf(offer: EmulatorOffer): readonly OperatorLot[]
  /** Takes a number from the cheapest operator that fits. */
  take(offer: EmulatorOffer, fits: (lot: OperatorLot) => boolean): OperatorLot | null
  put(offer: EmulatorOffer, lots: readonly OperatorLot[]): void
  /** Forgets what was sold of an offer. */
  clear(offer: EmulatorOffer): void
}

/** `generate` makes the lots of an offer nobody has touched. */
export function createShelves(generate: (offer: EmulatorOffer) => readonly OperatorLot[]): Shelves {
  const shelves = new Map<string, Shelf>()
  const keyOf = ({ country, service }: EmulatorOffer) => `${country}/${service}`
  /** The shelf of the offer as it stands: one that was changed meanwhile, or that a fault makes up, has none. */
  const shelfOf = (offer: EmulatorOffer) => {
    const shelf = shelves.get(keyOf(offer))
    return shelf?.stock === offer.stock && shelf.price === offer.price ? shelf : undefined
  }
  const put = (offer: EmulatorOffer, lots: readonly OperatorLot[]): Shelf => {
    const shelf = { price: offer.price, stock: offer.stock, lots: lots.map(lot => ({ ...lot })) }
    shelves.set(keyOf(offer), shelf)
    return shelf
  }
  return {
    lotsOf: offer => shelfOf(offer)?.lots ?? generate(offer),
    take(offer, fits) {
      const shelf = shelfOf(offer) ?? put(offer, generate(offer))
      const lot = shelf.lots.find(candidate => candidate.stock > 0 && fits(candidate))
      if (!lot) return null
      lot.stock -= 1
      shelf.stock -= 1
      return { ...lot }
    },
    put,
    clear(offer) {
      shelves.delete(keyOf(offer))
    },
  }
}
