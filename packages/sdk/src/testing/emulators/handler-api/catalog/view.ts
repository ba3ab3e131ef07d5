/** A service as the host lists it. */
export interface EmulatorService {
  readonly code: string
  readonly name: string
}

/** A country the host sells numbers of. */
export interface EmulatorCountry {
  /** The host's id, decimal digits. */
  readonly id: string
  /** The name on the wire, spelled as sloppily as the hosts spell it. */
  readonly name: string
  /** ISO 3166-1 alpha-2; several ids may share one. */
  readonly iso: string
  /** Calling code without `+`. */
  readonly dialCode: string
}

/** What one service costs in one country. */
export interface EmulatorOffer {
  readonly country: string
  readonly service: string
  /** The default price: a plain decimal in US dollars without trailing zeros. */
  readonly price: string
  /** All numbers of the pool, dearer ones included. */
  readonly stock: number
}

/** So many numbers of one supplier at one price. */
export interface Lot {
  readonly supplier: number
  readonly price: string
  readonly stock: number
}

/** The part of a catalog that answers are written from; a fault may put an altered view in its place. */
export interface CatalogView {
  readonly services: readonly EmulatorService[]
  /** Ascending by id. */
  readonly countries: readonly EmulatorCountry[]
  /** The offers of a country, in the order of the services; of one service where it is given. Empty for an unknown one. */
  offersOf(country: string, service?: string): readonly EmulatorOffer[]
  /** Where the numbers of an offer come from, cheapest first; the lots add up to its stock. */
  lotsOf(offer: EmulatorOffer): readonly Lot[]
  /** Mobile networks of a country, lower-case slugs; empty where the host does not know any. */
  operatorsOf(country: string): readonly string[]
}
