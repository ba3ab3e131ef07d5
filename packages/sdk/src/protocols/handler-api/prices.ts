import type { RowProblems } from '../../provider/offer-batch.ts'
import { isRecord } from '../../utils/record.ts'
import { readId } from '../../utils/text.ts'
import { readCount, readPrice } from './figures.ts'
import { isLadder, readLadder, type Tier } from './ladder.ts'

/** Receives one price row. Tiers are there where the host sends a ladder instead of one price. */
export type PriceSink = (
  country: string,
  service: string,
  price: string,
  stock: number | null,
  tiers: readonly Tier[] | null,
) => void

/** The filters of the request; they fill a level that the answer leaves out. */
export interface PriceFilter {
  readonly service?: string | undefined
  readonly country?: string | undefined
}

/** Which level comes first in a price table. */
export type Nesting = 'country-first' | 'service-first'

/**
 * Reads a price table in any of the nine shapes that hosts of the dialect send. Rows that cannot be read are counted in
 * `problems` and their neighbours kept. Answers `false` when the value is no price table at all.
 */
export function readPrices(value: unknown, filter: PriceFilter, sink: PriceSink, problems: RowProblems): boolean {
  if (Array.isArray(value)) return value.every(element => readServices(filter.country, element, filter, sink, problems))
  if (!isRecord(value)) return false
  const keys = Object.keys(value)
  if (keys.length === 0) return true
  const nesting = detectNesting(keys)
  if (nesting === null) return false
  for (const key of keys) {
    if (nesting === 'country-first') readCountry(key, value[key], filter, sink, problems)
    else readService(key, value[key], filter, sink, problems)
  }
  return true
}

/** A whole number is a country, two to four letters are a service; the first key that is either decides. */
export function detectNesting(keys: Iterable<string>): Nesting | null {
  for (const key of keys) {
    if (/^\d+$/.test(key)) return 'country-first'
    if (/^[a-zA-Z]{2,4}$/.test(key)) return 'service-first'
  }
  return null
}

/** One country of a country-first table. */
export function readCountry(
  country: string,
  value: unknown,
  filter: PriceFilter,
  sink: PriceSink,
  problems: RowProblems,
): void {
  const wellFormed = /^\d+$/.test(country)
  const isRow = isRecord(value) && (isLeaf(value) || (filter.service !== undefined && isLadder(value)))
  if (!wellFormed)
    problems.id += 1 // one host sells nothing under the key ""
  else if (isRow) readRow(country, filter.service, value, sink, problems)
  else if (!readServices(country, value, filter, sink, problems)) problems.id += 1
}

/** One service of a service-first table. */
export function readService(
  service: string,
  value: unknown,
  filter: PriceFilter,
  sink: PriceSink,
  problems: RowProblems,
): void {
  if (isEmptyArray(value)) return
  if (!isRecord(value)) problems.price += 1
  else if (isLeaf(value)) readRow(filter.country, service, value, sink, problems)
  else
    for (const [country, row] of Object.entries(value))
      readRow(/^\d+$/.test(country) ? country : undefined, service, row, sink, problems)
}

function readServices(
  country: string | undefined,
  value: unknown,
  filter: PriceFilter,
  sink: PriceSink,
  problems: RowProblems,
): boolean {
  if (isEmptyArray(value)) return true // PHP writes an empty map as []
  if (Array.isArray(value)) return value.every(element => readServices(country, element, filter, sink, problems))
  if (!isRecord(value)) return false
  let lowerCase: Set<string> | undefined
  for (const service in value) {
    readRow(country, service, value[service], sink, problems)
    if (service !== service.toLowerCase()) {
      lowerCase ??= new Set(Object.keys(value))
      if (lowerCase.has(service.toLowerCase())) problems.caseVariant += 1
    }
  }
  return true
}

function readRow(
  country: string | undefined,
  service: string | undefined,
  row: unknown,
  sink: PriceSink,
  problems: RowProblems,
): void {
  if (country === undefined || readId(service) === null || service === undefined) {
    problems.id += 1
    return
  }
  if (isEmptyArray(row)) return
  if (isRecord(row) && !isLeaf(row) && isLadder(row)) {
    readLadderRow(country, service, row, sink, problems)
    return
  }
  const figures = isRecord(row) ? row : { cost: row }
  const price = readPrice(figures['cost'] ?? figures['price'])
  const count = figures['count']
  const stock = count === undefined || count === null ? null : readCount(count)
  if (price === null) problems.price += 1
  else if (stock === undefined) problems.stock += 1
  else {
    if (price === '0') problems.zeroPrice += 1
    sink(country, service, price, stock, null)
  }
}

function readLadderRow(country: string, service: string, row: object, sink: PriceSink, problems: RowProblems): void {
  const tiers = readLadder(row, 'exact')
  const [first] = tiers ?? []
  if (!tiers) problems.price += 1
  else if (first)
    sink(
      country,
      service,
      first.price,
      tiers.reduce((sum, { stock }) => sum + stock, 0),
      tiers,
    )
}

export function noProblems(): RowProblems {
  return { price: 0, stock: 0, id: 0, duplicate: 0, zeroPrice: 0, caseVariant: 0 }
}

function isEmptyArray(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0
}

function isLeaf(value: Record<string, unknown>): boolean {
  return Object.hasOwn(value, 'cost') || Object.hasOwn(value, 'price')
}
