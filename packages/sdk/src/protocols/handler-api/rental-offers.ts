import { readCount, readPrice } from '../../catalog/figures.ts'
import type { RowProblems } from '../../provider/offer-batch.ts'
import { isEmptyArray, isRecord } from '../../utils/record.ts'
import { isCountryId } from './codes.ts'

/** A length of time for which numbers of a country are rented. */
export interface RentalOfferRow {
  readonly country: string
  readonly hours: number
  readonly price: string
  readonly stock: number | null
}

/**
 * Reads `serviceCountRent`: `{country: {hours: {price, count}}}`, with `[]` for an empty map. `null` when it is not that;
 * lines that cannot be read are left out and counted.
 */
export function readRentalOffers(value: unknown, problems: RowProblems): RentalOfferRow[] | null {
  if (isEmptyArray(value)) return []
  if (!isRecord(value) || !Object.keys(value).every(isCountryId)) return null
  return Object.entries(value).flatMap(([country, lengths]) => {
    if (isRecord(lengths))
      return Object.entries(lengths).flatMap(([key, line]) => readLine(country, key, line, problems))
    if (!isEmptyArray(lengths)) problems.id += 1
    return []
  })
}

function readLine(country: string, key: string, line: unknown, problems: RowProblems): RentalOfferRow[] {
  const hours = readHours(key)
  const { price: figure, count } = isRecord(line) ? line : {}
  const price = readPrice(figure)
  const stock = count === undefined || count === null ? null : readCount(count)
  if (hours === null) problems.id += 1
  else if (price === null) problems.price += 1
  else if (stock === undefined) problems.stock += 1
  else return [{ country, hours, price, stock }]
  return []
}

const readHours = (key: string) => (/^[1-9]\d{0,4}$/.test(key) ? Number(key) : null)
