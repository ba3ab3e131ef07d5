import type { Country, Money } from '@onesms/sdk'

/** A country in which something is sold. */
export interface CountryRow {
  readonly code: string
  readonly country: Country
  /** In the language of the page. */
  readonly name: string
  readonly price: Money
  /** `null`: untold. */
  readonly stock: number | null
  /** 0 to 1; `null`: not known. */
  readonly successRate: number | null
}

export type CountryOrder = 'price' | 'stock' | 'success'

interface Sold {
  readonly country: Country
  readonly price: Money
  readonly stock: number | null
  readonly successRate: number | null
}

export interface Naming {
  /** Countries that are listed, by code. */
  readonly index: ReadonlyMap<string, Country>
  nameOf(country: Country): string
}

/** A row for each country: its cheapest offer, of those that are in stock if any is. */
export function countryRows(offers: readonly Sold[], { index, nameOf }: Naming): readonly CountryRow[] {
  const rows = new Map<string, CountryRow>()
  for (const { country: sold, price, stock, successRate } of offers) {
    const code = sold.iso ?? sold.nativeId
    const country = index.get(code) ?? sold
    const row = { code, country, name: nameOf(country), price, stock, successRate: country.successRate ?? successRate }
    const known = rows.get(code)
    if (!known || isBetter(row, known)) rows.set(code, row)
  }
  return [...rows.values()]
}

const isBetter = (row: CountryRow, known: CountryRow) =>
  isSoldOut(row) === isSoldOut(known) ? Number(row.price.amount) < Number(known.price.amount) : isSoldOut(known)

export const isSoldOut = ({ stock }: Pick<CountryRow, 'stock'>) => stock === 0

/** The best first; what is sold out always last, and what is not known behind what is. */
export function sortRows(
  rows: readonly CountryRow[],
  order: CountryOrder,
  compareNames: (left: string, right: string) => number,
): readonly CountryRow[] {
  const keys: Readonly<Record<CountryOrder, (row: CountryRow) => number>> = {
    price: ({ price }) => Number(price.amount),
    stock: ({ stock }) => -(stock ?? 0),
    success: ({ successRate }) => -(successRate ?? -1),
  }
  const key = keys[order]
  return [...rows].sort(
    (left, right) =>
      Number(isSoldOut(left)) - Number(isSoldOut(right)) ||
      key(left) - key(right) ||
      keys.price(left) - keys.price(right) ||
      compareNames(left.name, right.name),
  )
}
