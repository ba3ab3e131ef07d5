import { readFigures } from '../../catalog/figures.ts'
import type { RowProblems } from '../../provider/offer-batch.ts'
import { isEmptyArray, isRecord } from '../../utils/record.ts'
import { readId } from '../../utils/text.ts'
import { isLadder, readLadder, summarise, type Tier } from './ladder.ts'

/** Receives a price table. */
export interface PriceSink {
  /** A country is in the answer, perhaps with nothing to sell. */
  open(country: string): void
  /** Tiers are there where the host sends a ladder instead of one price. */
  row(country: string, service: string, price: string, stock: number | null, tiers: readonly Tier[] | null): void
}

/** The filters of the request; they fill a level that the answer leaves out. */
export interface PriceFilter {
  readonly service?: string | undefined
  readonly country?: string | undefined
}

/** What reading a price table needs all the way down. */
export interface PriceReading {
  readonly filter: PriceFilter
  readonly sink: PriceSink
  readonly problems: RowProblems
}

/** Reads one cell of a price table: `{cost, count}`, a bare price or a ladder. `undefined` is a place nobody named. */
export function readPriceRow(
  country: string | undefined,
  service: string | undefined,
  row: unknown,
  { sink, problems }: PriceReading,
): void {
  if (country === undefined || service === undefined || readId(service) === null) {
    problems.id += 1
  } else if (isRecord(row) && !isPriceLine(row) && isLadder(row)) {
    const tiers = readLadder(row, 'exact')
    const figures = tiers && summarise(tiers)
    if (!tiers) problems.price += 1
    else if (figures) sink.row(country, service, figures.price, figures.stock, tiers)
  } else if (!isEmptyArray(row)) {
    const figures = readFigures(isRecord(row) ? row : { cost: row }, problems)
    if (figures) sink.row(country, service, figures.price, figures.stock, null)
  }
}

/** Whether an object is a price with its count, not a level of the table. */
export function isPriceLine(value: Record<string, unknown>): boolean {
  return Object.hasOwn(value, 'cost') || Object.hasOwn(value, 'price')
}
