import type { OfferBatch } from '@onesms/sdk'
import type { CatalogStats } from './stats.ts'
import { isStorableId } from './text.ts'

/** More numbers than there are people; a million rows of it still add up below 2^53. */
const MOST_STOCK = 10_000_000_000
/** What `numeric(18, 6)` holds, also when the last digit is rounded up. */
const PRICE = /^\d{1,11}(\.\d{1,18})?$/

/**
 * Turns batches of offers into text for COPY, and counts as it goes. A key that comes twice is taken once; a row that the
 * tables cannot hold is left out, since one of them would abort the whole batch.
 */
export class OfferLines {
  /** Of each batch all lines: native country, native service, operator, supplier, price, stock. */
  readonly text: string[] = []
  /** Native ids. */
  readonly services = new Set<string>()
  duplicates = 0
  /** Rows left out. */
  invalid = 0
  readonly #keys = new Map<string, Set<string>>()
  #offers = 0
  #zeroStock = 0
  #totalStock = 0
  #priceSum = 0

  add(batch: OfferBatch): void {
    if (!isStorableId(batch.country)) {
      this.invalid += batch.service.length
      return
    }
    const keys = this.#keysOf(batch.country)
    const country = escapeCopy(batch.country)
    let text = ''
    for (const [row, service] of batch.service.entries()) {
      const operator = batch.operator?.[row] ?? ''
      const supplier = batch.supplier?.[row] ?? ''
      const price = batch.price[row] ?? ''
      const stock = batch.stock[row] ?? null
      if (!(this.#isId(service) && isChoice(operator) && isChoice(supplier) && PRICE.test(price) && isStock(stock))) {
        this.invalid += 1
        continue
      }
      const key = operator === '' && supplier === '' ? service : JSON.stringify([service, operator, supplier])
      if (keys.has(key)) {
        this.duplicates += 1
        continue
      }
      keys.add(key)
      text += `${country}\t${escapeCopy(service)}\t${escapeCopy(operator)}\t${escapeCopy(supplier)}\t${price}\t${stock ?? '\\N'}\n`
      this.services.add(service)
      this.#offers += 1
      this.#totalStock += stock ?? 0
      this.#priceSum += Number(price)
      if (stock === 0) this.#zeroStock += 1
    }
    if (text !== '') this.text.push(text)
  }

  stats(): Omit<CatalogStats, 'countries' | 'currency'> {
    return {
      offers: this.#offers,
      services: this.services.size,
      zeroStock: this.#zeroStock,
      totalStock: this.#totalStock,
      priceSum: this.#priceSum,
    }
  }

  /** A service is looked at once, not in every country. */
  #isId(service: string): boolean {
    return this.services.has(service) || isStorableId(service)
  }

  #keysOf(country: string): Set<string> {
    const known = this.#keys.get(country)
    if (known) return known
    const keys = new Set<string>()
    this.#keys.set(country, keys)
    return keys
  }
}

/** Operators and suppliers may be none. */
function isChoice(id: string): boolean {
  return id === '' || isStorableId(id)
}

function isStock(stock: number | null): boolean {
  return stock === null || (Number.isInteger(stock) && stock >= 0 && stock <= MOST_STOCK)
}

const SPECIAL = /[\\\t\n\r]/
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function escapeCopy(text: string): string {
  return SPECIAL.test(text) ? text.replace(/[\\\t\n\r]/g, character => ESCAPES[character] ?? character) : text
}
