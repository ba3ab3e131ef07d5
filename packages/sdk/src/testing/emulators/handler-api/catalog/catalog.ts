import { churnOffers } from './churn.ts'
import { fromMicros, toMicros } from './decimal.ts'
import { generateOffers, NO_OFFER } from './generate.ts'
import { createInventory } from './inventory.ts'
import { type LadderStyle, lotsOf } from './ladder.ts'
import { generateOperators } from './operators.ts'
import type { CatalogView, EmulatorCountry, EmulatorOffer, EmulatorService, Lot } from './view.ts'

/** Sums over the whole catalog. */
export interface CatalogTotals {
  readonly services: number
  readonly countries: number
  readonly offers: number
  readonly totalStock: number
}

/** What the emulated host really sells: the judge of what a client made of its answers. */
export interface EmulatorCatalog extends CatalogView {
  /** Grows with every change. */
  readonly revision: number
  /** One offer, or `null` where the service is not sold. */
  offer(country: string, service: string): EmulatorOffer | null
  /** Every offer, by country, then service. */
  offers(): Iterable<EmulatorOffer>
  /** How much there is of everything. */
  totals(): CatalogTotals
  /**
   * Puts an offer in, or changes it. Its numbers come at several prices, as at the host; `flat` puts them all at `price`.
   * Throws a RangeError for an unknown country or service, a bad price or stock.
   */
  setOffer(
    country: string,
    service: string,
    offer: { readonly price: string; readonly stock: number; readonly flat?: boolean },
  ): void
  /** Takes an offer out; `false` where there was none. */
  removeOffer(country: string, service: string): boolean
  /** Sells one number of the cheapest lot that fits, which lowers the stock; `null` where none does. */
  sell(country: string, service: string, fits: (lot: Lot) => boolean): Lot | null
  /**
   * Changes the stock of a `fraction` (0 to 1) of all offers, and the price of every fourth of those; the seed chooses
   * which. Returns how many offers changed.
   */
  churn(options: { readonly fraction: number; readonly seed: number }): number
}

interface Contents {
  readonly services: readonly EmulatorService[]
  /** Services that come after these and have no offer yet. */
  readonly further: readonly EmulatorService[]
  readonly countries: readonly EmulatorCountry[]
  readonly offersPerCountry: number
  readonly ladder: LadderStyle
  readonly seed: number
}

export function createCatalog(contents: Contents): EmulatorCatalog {
  const { countries, offersPerCountry, ladder, seed } = contents
  const services = [...contents.services, ...contents.further]
  const table = generateOffers({
    services: contents.services,
    countries,
    offersPerCountry,
    seed,
    width: services.length,
  })
  const { prices, stocks } = table
  const inventory = createInventory((offer: EmulatorOffer) => lotsOf(offer, ladder, seed))
  const operators = generateOperators(countries, seed)
  const rows = new Map(countries.map((country, index) => [country.id, index]))
  const columns = new Map(services.map((service, index) => [service.code, index]))
  let revision = 0

  const read = (row: number, column: number): EmulatorOffer | null => {
    const cell = row * services.length + column
    const [price, stock, country, service] = [prices[cell], stocks[cell], countries[row], services[column]]
    if (price === undefined || price === NO_OFFER || stock === undefined || !country || !service) return null
    return { country: country.id, service: service.code, price: fromMicros(price), stock }
  }

  const cellOf = (country: string, service: string): number => {
    const [row, column] = [rows.get(country), columns.get(service)]
    if (row === undefined) throw new RangeError(`the emulator sells no country ${JSON.stringify(country)}`)
    if (column === undefined) throw new RangeError(`the emulator lists no service ${JSON.stringify(service)}`)
    return row * services.length + column
  }

  const offer = (country: string, service: string) => {
    const [row, column] = [rows.get(country), columns.get(service)]
    return row === undefined || column === undefined ? null : read(row, column)
  }

  const offersOf = (country: string, service?: string): EmulatorOffer[] => {
    const row = rows.get(country)
    if (row === undefined) return []
    const found = service === undefined ? services.map((_, column) => read(row, column)) : [offer(country, service)]
    return found.filter(candidate => candidate !== null)
  }

  return {
    services,
    countries,
    lotsOf: inventory.lotsOf,
    operatorsOf: country => operators.get(country) ?? [],
    offersOf,
    offer,
    get revision() {
      return revision
    },
    *offers() {
      for (const { id } of countries) yield* offersOf(id)
    },
    totals() {
      let [offers, totalStock] = [0, 0]
      for (const [cell, price] of prices.entries()) {
        if (price === NO_OFFER) continue
        offers += 1
        totalStock += stocks[cell] ?? 0
      }
      return { services: services.length, countries: countries.length, offers, totalStock }
    },
    setOffer(country, service, { price, stock, flat = false }) {
      const cell = cellOf(country, service)
      const micros = toMicros(price)
      if (!(Number.isInteger(stock) && stock >= 0 && stock < NO_OFFER)) throw new RangeError(`not a stock: ${stock}`)
      if (micros >= NO_OFFER) throw new RangeError(`dearer than the emulator can tell: ${price}`)
      prices[cell] = micros
      stocks[cell] = stock
      inventory.restock({ country, service, price: fromMicros(micros), stock }, flat)
      revision += 1
    },
    removeOffer(country, service) {
      const gone = offer(country, service)
      if (!gone) return false
      prices[cellOf(country, service)] = NO_OFFER
      inventory.restock(gone, false)
      revision += 1
      return true
    },
    sell(country, service, fits) {
      const sold = offer(country, service)
      const lot = sold && inventory.take(sold, fits)
      if (!lot) return null
      stocks[cellOf(country, service)] = sold.stock - 1
      revision += 1
      return lot
    },
    churn({ fraction, seed: churnSeed }) {
      if (!(fraction >= 0 && fraction <= 1)) throw new RangeError(`not a fraction: ${fraction}`)
      revision += 1
      return churnOffers(table, fraction, churnSeed)
    },
  }
}
