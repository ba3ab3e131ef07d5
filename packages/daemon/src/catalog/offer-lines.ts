import type { OfferBatch } from '@onesms/sdk'
import type { CatalogStats } from './stats.ts'

/** Turns batches of offers into text for COPY, and counts as it goes; a key that comes twice is taken once. */
export class OfferLines {
  /** Of each batch all lines: native country, native service, operator, supplier, price, stock. */
  readonly text: string[] = []
  /** Native ids. */
  readonly services = new Set<string>()
  duplicates = 0
  readonly #keys = new Map<string, Set<string>>()
  #offers = 0
  #zeroStock = 0
  #totalStock = 0
  #priceSum = 0

  add(batch: OfferBatch): void {
    const keys = this.#keysOf(batch.country)
    const country = escapeCopy(batch.country)
    let text = ''
    for (const [row, service] of batch.service.entries()) {
      const operator = batch.operator?.[row] ?? ''
      const supplier = batch.supplier?.[row] ?? ''
      const key = operator === '' && supplier === '' ? service : JSON.stringify([service, operator, supplier])
      if (keys.has(key)) {
        this.duplicates += 1
        continue
      }
      keys.add(key)
      const stock = batch.stock[row] ?? null
      text += `${country}\t${escapeCopy(service)}\t${escapeCopy(operator)}\t${escapeCopy(supplier)}\t${batch.price[row]}\t${stock ?? '\\N'}\n`
      this.services.add(service)
      this.#offers += 1
      this.#totalStock += stock ?? 0
      this.#priceSum += Number(batch.price[row])
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

  #keysOf(country: string): Set<string> {
    const known = this.#keys.get(country)
    if (known) return known
    const keys = new Set<string>()
    this.#keys.set(country, keys)
    return keys
  }
}

const SPECIAL = /[\\\t\n\r]/
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function escapeCopy(text: string): string {
  return SPECIAL.test(text) ? text.replace(/[\\\t\n\r]/g, character => ESCAPES[character] ?? character) : text
}
