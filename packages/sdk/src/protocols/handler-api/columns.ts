import type { OfferBatch } from '../../provider/offer-batch.ts'
import type { PriceSink } from './price-row.ts'

interface Columns {
  readonly service: string[]
  readonly price: string[]
  readonly stock: (number | null)[]
}

/** Whose rows they are. */
export interface Seller {
  readonly provider: string
  /** ISO 4217. */
  readonly currency: string
}

/** Collects price rows into one batch of columns per country. */
export class ColumnCollector implements PriceSink {
  readonly #seller: Seller
  #countries = new Map<string, Columns>()
  #rows = 0

  constructor({ provider, currency }: Seller) {
    this.#seller = { provider, currency }
  }

  /** How many rows it was given, taken ones included. */
  get rows(): number {
    return this.#rows
  }

  open(country: string): void {
    this.#columnsOf(country)
  }

  row(country: string, service: string, price: string, stock: number | null): void {
    const columns = this.#columnsOf(country)
    columns.service.push(service)
    columns.price.push(price)
    columns.stock.push(stock)
    this.#rows += 1
  }

  /** The batches since the last time. */
  take(): OfferBatch[] {
    const countries = this.#countries
    this.#countries = new Map()
    return [...countries].map(([country, columns]) => ({
      kind: 'offers',
      country,
      ...this.#seller,
      operator: null,
      supplier: null,
      ...columns,
    }))
  }

  #columnsOf(country: string): Columns {
    const known = this.#countries.get(country)
    if (known) return known
    const columns: Columns = { service: [], price: [], stock: [] }
    this.#countries.set(country, columns)
    return columns
  }
}
