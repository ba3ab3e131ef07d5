import { readFigures } from '../../catalog/figures.ts'
import { countCaseVariants } from '../../catalog/problems.ts'
import type { RowProblems } from '../../provider/offer-batch.ts'
import { isRecord } from '../../utils/record.ts'
import { readId } from '../../utils/text.ts'
import { readOperator } from './fields.ts'

/** What narrows `guest/prices`. */
export interface PriceFilter {
  readonly product?: string | undefined
  readonly country?: string | undefined
}

/** One cell of the price table. */
export interface PriceRow {
  readonly country: string
  readonly product: string
  /** `null`: the host names none. */
  readonly operator: string | null
  readonly price: string
  readonly stock: number | null
  /** 0 to 1; `null` when untold. */
  readonly successRate: number | null
}

/**
 * `guest/prices`: country, product, operator, cell; with a product alone in the question the product comes first. The
 * question tells, the answer does not. `null`: no such table.
 */
export function readPrices(value: unknown, filter: PriceFilter, problems: RowProblems): PriceRow[] | null {
  if (!isRecord(value)) return null
  const isProductFirst = filter.product !== undefined && filter.country === undefined
  return Object.entries(value).flatMap(([outer, level]) => {
    if (!isProductFirst) return readCountry(outer, level, problems)
    return entriesOf(outer, level, problems).flatMap(([country, cells]) => readProduct(country, outer, cells, problems))
  })
}

/** The products of one country. */
export function readCountry(country: string, products: unknown, problems: RowProblems): PriceRow[] {
  const entries = entriesOf(country, products, problems)
  problems.caseVariant += countCaseVariants(entries.map(([product]) => product))
  return entries.flatMap(([product, cells]) => readProduct(country, product, cells, problems))
}

function readProduct(country: string, product: string, cells: unknown, problems: RowProblems): PriceRow[] {
  if (readId(country) === null) {
    problems.id += 1
    return []
  }
  return entriesOf(product, cells, problems).flatMap(([name, cell]) => {
    const operator = readOperator(name)
    if (operator === null && name.toLowerCase() !== 'any') problems.id += 1
    else {
      const figures = readFigures(isRecord(cell) ? cell : { cost: cell }, problems)
      if (figures) return [{ country, product, operator, ...figures, successRate: readRate(cell) }]
    }
    return []
  })
}

/** The members of a level; a key that is no id, or a level that is none, is counted as a problem. */
function entriesOf(key: string, level: unknown, problems: RowProblems): [string, unknown][] {
  if (readId(key) !== null && isRecord(level)) return Object.entries(level)
  problems.id += 1
  return []
}

/** The host writes per cent, and nothing at all where there were too few orders to tell. */
function readRate(cell: unknown): number | null {
  const rate = isRecord(cell) ? cell['rate'] : undefined
  return typeof rate === 'number' && rate >= 0 && rate <= 100 ? Number((rate / 100).toFixed(6)) : null
}
