import type { EmulatorCatalog } from '../../handler-api/catalog/catalog.ts'
import { churnOffers } from '../../handler-api/catalog/churn.ts'
import { fromMicros, toMicros } from '../../handler-api/catalog/decimal.ts'
import { generateOffers, NO_OFFER } from '../../handler-api/catalog/generate.ts'
import type { EmulatorCountry, EmulatorOffer, EmulatorService } from '../../handler-api/catalog/view.ts'
import { generateHosting } from './hosting.ts'
import { lotsOf } from './lots.ts'
import { generateOperators } from './operators.ts'
import { createShelves } from './shelves.ts'
import type { FiveSimView, HostingOffer, OperatorLot } from './view.ts'

/** The numbers one operator has of an offer. */
export interface OperatorStock {
  /** One of the country's operators. */
  readonly operator: string
  readonly price: string
  readonly stock: number
  /** Default: not told. */
  readonly rate?: number
}

/** What the emulated host really sells, by slugs: the judge of what a client made of its answers. */
export interface FiveSimCatalog extends FiveSimView, Omit<EmulatorCatalog, 'lotsOf' | 'sell' | 'setOffer'> {
  /**
   * Puts an offer in, or changes it. Its numbers come from several operators, at `price` and above; `flat` puts them all
   * at the first of those, `operators` where it says: price and stock are then the least and the sum.
   * Throws a RangeError for an unknown country, product or operator, a bad price or stock.
   */
  setOffer(
    country: string,
    service: string,
    offer:
      | { readonly price: string; readonly stock: number; readonly flat?: boolean }
      | { readonly operators: readonly [OperatorStock, ...OperatorStock[]] },
  ): void
  /** Puts a product that is rented into a country, or changes it. */
  setHosting(country: string, offer: HostingOffer): void
  /** Sells one number of the cheapest operator that fits, which lowers the stock; `null` where none does. */
  sell(country: string, service: string, fits: (lot: OperatorLot) => boolean): OperatorLot | null
  /** Rents one number out; `null` where none fits. */
  rent(country: string, product: string, fits: (offer: HostingOffer) => boolean): HostingOffer | null
}

interface Contents {
  readonly products: readonly EmulatorService[]
  /** Products that come after these and have no offer yet. */
  readonly further: readonly EmulatorService[]
  readonly countries: readonly EmulatorCountry[]
  readonly offersPerCountry: number
  readonly seed: number
}

export function createCatalog({ products, further, countries, offersPerCountry, seed }: Contents): FiveSimCatalog {
  const services = [...products, ...further]
  const table = generateOffers({ services: products, countries, offersPerCountry, seed, width: services.length })
  const { prices, stocks } = table
  const operators = generateOperators(countries, seed)
  const operatorsOf = (country: string) => operators.get(country) ?? []
  const hosting = new Map(countries.map(({ id }) => [id, generateHosting(id, operatorsOf(id), seed)]))
  const shelves = createShelves(offer => lotsOf(offer, operatorsOf(offer.country), seed))
  const rows = new Map(countries.map((country, index) => [country.id, index]))
  const columns = new Map(services.map((service, index) => [service.code, index]))
  let revision = 0

  const cellOf = (country: string, service: string): number => {
    const [row, column] = [rows.get(country), columns.get(service)]
    if (row === undefined) throw new RangeError(`the emulator sells no country ${JSON.stringify(country)}`)
    if (column === undefined) throw new RangeError(`the emulator lists no product ${JSON.stringify(service)}`)
    return row * services.length + column
  }
  const offer = (country: string, service: string): EmulatorOffer | null => {
    if (!rows.has(country) || !columns.has(service)) return null
    const [price, stock] = [prices[cellOf(country, service)], stocks[cellOf(country, service)]]
    if (price === undefined || price === NO_OFFER || stock === undefined) return null
    return { country, service, price: fromMicros(price), stock }
  }
  const offersOf = (country: string, service?: string): EmulatorOffer[] =>
    (service === undefined ? services.map(({ code }) => code) : [service])
      .map(code => offer(country, code))
      .filter(found => found !== null)

  return {
    services,
    countries,
    lotsOf: shelves.lotsOf,
    operatorsOf,
    offersOf,
    offer,
    hostingOf: country => hosting.get(country) ?? [],
    get revision() {
      return revision
    },
    *offers() {
      for (const { id } of countries) yield* offersOf(id)
    },
    totals() {
      const sold = [...prices.keys()].filter(cell => prices[cell] !== NO_OFFER)
      const totalStock = sold.reduce((sum, cell) => sum + (stocks[cell] ?? 0), 0)
      return { services: services.length, countries: countries.length, offers: sold.length, totalStock }
    },
    setOffer(country, service, wish) {
      const cell = cellOf(country, service)
      const lots = 'operators' in wish ? ladder(wish.operators, operatorsOf(country)) : null
      const price = 'price' in wish ? toMicros(wish.price) : Math.min(...(lots ?? []).map(lot => toMicros(lot.price)))
      const stock = 'price' in wish ? wish.stock : (lots ?? []).reduce((sum, lot) => sum + lot.stock, 0)
      if (!(Number.isInteger(stock) && stock >= 0 && stock < NO_OFFER)) throw new RangeError(`not a stock: ${stock}`)
      if (price >= NO_OFFER) throw new RangeError(`dearer than the emulator can tell: ${fromMicros(price)}`)
      prices[cell] = price
      stocks[cell] = stock
      const put = { country, service, price: fromMicros(price), stock }
      shelves.clear(put)
      if (lots) shelves.put(put, lots)
      else if ('flat' in wish && wish.flat)
        shelves.put(
          put,
          shelves
            .lotsOf(put)
            .slice(0, 1)
            .map(lot => ({ ...lot, stock })),
        )
      revision += 1
    },
    removeOffer(country, service) {
      const gone = offer(country, service)
      if (!gone) return false
      prices[cellOf(country, service)] = NO_OFFER
      shelves.clear(gone)
      revision += 1
      return true
    },
    setHosting(country, put) {
      const others = (hosting.get(country) ?? []).filter(({ product }) => product !== put.product)
      hosting.set(country, [...others, put])
      revision += 1
    },
    sell(country, service, fits) {
      const sold = offer(country, service)
      const lot = sold && shelves.take(sold, fits)
      if (!lot) return null
      stocks[cellOf(country, service)] = sold.stock - 1
      revision += 1
      return lot
    },
    rent(country, product, fits) {
      const offers = hosting.get(country) ?? []
      const found = offers.find(candidate => candidate.product === product && candidate.stock > 0 && fits(candidate))
      if (!found) return null
      hosting.set(
        country,
        offers.map(other => (other === found ? { ...found, stock: found.stock - 1 } : other)),
      )
      revision += 1
      return found
    },
    churn({ fraction, seed: churnSeed }) {
      if (!(fraction >= 0 && fraction <= 1)) throw new RangeError(`not a fraction: ${fraction}`)
      revision += 1
      return churnOffers(table, fraction, churnSeed)
    },
  }
}

/** Lots of these operators, cheapest first. */
function ladder(wished: readonly OperatorStock[], known: readonly string[]): OperatorLot[] {
  return wished
    .map(({ operator, price, stock, rate = null }) => {
      const supplier = known.indexOf(operator)
      if (supplier < 0) throw new RangeError(`the country has no operator ${JSON.stringify(operator)}`)
      return { supplier, operator, price: fromMicros(toMicros(price)), stock, rate }
    })
    .sort((left, right) => toMicros(left.price) - toMicros(right.price))
}
