import type { OfferBatch } from '../../provider/offer-batch.ts'
import type { PriceSink } from './prices.ts'

interface Columns {
  readonly service: string[]
  readonly price: string[]
  readonly stock: (number | null)[]
}

/** Collects price rows into one batch of columns per country. */
export class ColumnCollector {
  readonly #currency: string
  #countries = new Map<string, Columns>()

  constructor(currency: string) {
    this.#currency = currency
  }

  /** Notes that a country was answered, even with nothing. */
  open(country: string): Columns {
    const known = this.#countries.get(country)
    if (known) return known
    const columns: Columns = { service: [], price: [], stock: [] }
    this.#countries.set(country, columns)
    return columns
  }

  readonly sink: PriceSink = (country, service, price, stock) => {
    const columns = this.open(country)
    columns.service.push(service)
    columns.price.push(price)
    columns.stock.push(stock)
  }

  /** The batches so far; the collector is empty afterwards. */
  take(): OfferBatch[] {
    const countries = this.#countries
    this.#countries = new Map()
    return [...countries].map(([country, columns]) => ({
      kind: 'offers',
      country,
      currency: this.#currency,
      operator: null,
      supplier: null,
      ...columns,
    }))
  }
}
