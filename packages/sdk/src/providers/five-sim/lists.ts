import { readCount, readPrice } from '../../catalog/figures.ts'
import { countCaseVariants } from '../../catalog/problems.ts'
import type { RowProblems } from '../../provider/offer-batch.ts'
import { isRecord } from '../../utils/record.ts'
import { cleanName, readId } from '../../utils/text.ts'
import { readOperator } from './fields.ts'

/** A country with the networks it has. */
export interface CountryRow {
  readonly id: string
  readonly name: string
  readonly operators: readonly string[]
}

/** Every other key of a country that has an object is a network. */
const FACTS = new Set(['iso', 'prefix', 'text_en', 'text_ru'])

/** `guest/countries`, a map by id. `null`: not such a map. */
export function readCountries(value: unknown, problems: RowProblems): CountryRow[] | null {
  if (!isRecord(value)) return null
  const rows = Object.entries(value).flatMap(([id, country]) => {
    if (readId(id) === null || !isRecord(country)) {
      problems.id += 1
      return []
    }
    const { text_en: name } = country
    const operators = Object.entries(country)
      .filter(([key, flags]) => !FACTS.has(key) && isRecord(flags))
      .map(([key]) => readOperator(key))
      .filter(operator => operator !== null)
    return [{ id, name: (typeof name === 'string' && cleanName(name)) || id, operators }]
  })
  problems.caseVariant += countCaseVariants(rows.map(({ id }) => id))
  return rows
}

/** A product as `guest/products` tells it; hosting has lengths of time for names. */
export interface ProductRow {
  readonly id: string
  readonly isHosting: boolean
  /** `null`: unreadable. */
  readonly price: string | null
  /** `null`: untold. */
  readonly stock: number | null
}

/** `guest/products/{country}/{operator}`, a map by id. `null`: not such a map. */
export function readProducts(value: unknown, problems: RowProblems): ProductRow[] | null {
  if (!isRecord(value)) return null
  const rows = Object.entries(value).flatMap(([id, product]) => {
    if (readId(id) === null || !isRecord(product)) {
      problems.id += 1
      return []
    }
    const { Category: category, Price: price, Qty: stock } = product
    const isHosting = typeof category === 'string' && category.toLowerCase() === 'hosting'
    return [{ id, isHosting, price: readPrice(price), stock: readCount(stock) ?? null }]
  })
  problems.caseVariant += countCaseVariants(rows.map(({ id }) => id))
  return rows
}
