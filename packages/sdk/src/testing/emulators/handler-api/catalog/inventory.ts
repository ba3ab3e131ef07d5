import type { EmulatorOffer, Lot } from './view.ts'

/** Which numbers of which lots are left, for the offers somebody has bought from. */
export interface Inventory {
  /** The lots of an offer with a number left; one empty lot where there is none. */
  lotsOf(offer: EmulatorOffer): readonly Lot[]
  /** Takes a number out of the cheapest lot that fits. */
  take(offer: EmulatorOffer, fits: (lot: Lot) => boolean): Lot | null
  /** Forgets what was sold of an offer; `flat` puts all its numbers into one lot from now on. */
  restock(offer: EmulatorOffer, flat: boolean): void
}

interface Shelf {
  /** Price and stock that the lots add up to. */
  readonly price: string
  stock: number
  readonly lots: { readonly supplier: number; readonly price: string; stock: number }[]
}

/** `generate` makes the lots of an offer nobody has bought from. */
export function createInventory(generate: (offer: EmulatorOffer) => readonly Lot[]): Inventory {
  const shelves = new Map<string, Shelf>()

  /** The shelf of the offer as it stands: one that was changed meanwhile, or that a fault makes up, has none. */
  const shelfOf = (offer: EmulatorOffer): Shelf | undefined => {
    const shelf = shelves.get(keyOf(offer))
    return shelf?.stock === offer.stock && shelf.price === offer.price ? shelf : undefined
  }
  const fill = (offer: EmulatorOffer, lots: readonly Lot[]): Shelf => {
    const { price, stock } = offer
    const shelf = { price, stock, lots: lots.map(lot => ({ ...lot })) }
    shelves.set(keyOf(offer), shelf)
    return shelf
  }

  return {
    lotsOf(offer) {
      const lots = shelfOf(offer)?.lots
      if (!lots) return generate(offer)
      const left = lots.filter(({ stock }) => stock > 0)
      return left.length > 0 ? left : lots.slice(0, 1)
    },
    take(offer, fits) {
      const shelf = shelfOf(offer) ?? fill(offer, generate(offer))
      const lot = shelf.lots.find(candidate => candidate.stock > 0 && fits(candidate))
      if (!lot) return null
      lot.stock -= 1
      shelf.stock -= 1
      return lot
    },
    restock(offer, flat) {
      shelves.delete(keyOf(offer))
      const supplier = generate(offer)[0]?.supplier
      if (flat && supplier !== undefined) fill(offer, [{ supplier, price: offer.price, stock: offer.stock }])
    },
  }
}

const keyOf = ({ country, service }: EmulatorOffer) => `${country}/${service}`
