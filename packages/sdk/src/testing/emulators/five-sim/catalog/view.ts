import type { CatalogView, EmulatorOffer, Lot } from '../../handler-api/catalog/view.ts'

/** The numbers of one operator at its price. */
export interface OperatorLot extends Lot {
  /** Lower-case slug. */
  readonly operator: string
  /** Percentage of numbers that got an SMS; `null` where the host does not tell it. */
  readonly rate: number | null
}

/** A product the host rents numbers as: the time is in its name. */
export interface HostingOffer {
  readonly product: string
  readonly hours: number
  readonly operator: string
  readonly price: string
  readonly stock: number
}

/** The part of a catalog that answers are written from; a fault may put an altered view in its place. */
export interface FiveSimView extends CatalogView {
  /** Operators of an offer, cheapest first, those without a number as well; they add up to its stock. */
  lotsOf(offer: EmulatorOffer): readonly OperatorLot[]
  /** What is rented in a country; in most nothing is. */
  hostingOf(country: string): readonly HostingOffer[]
}
