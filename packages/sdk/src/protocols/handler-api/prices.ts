import { countCaseVariants } from '../../catalog/problems.ts'
import { isEmptyArray, isRecord } from '../../utils/record.ts'
import { isCountryId, isServiceCode } from './codes.ts'
import { isLadder } from './ladder.ts'
import { isPriceLine, type PriceReading, readPriceRow } from './price-row.ts'

/** Which level comes first in a price table. */
export type Nesting = 'country-first' | 'service-first'

/**
 * Reads a price table in any of the nine shapes that hosts of the dialect send. Rows that cannot be read are counted in
 * `problems` and their neighbours kept. Answers `false` when the value is no price table at all.
 */
export function readPrices(value: unknown, reading: PriceReading): boolean {
  if (Array.isArray(value)) return value.every(isRecord) && readServices(reading.filter.country, value, reading)
  if (!isRecord(value)) return false
  const entries = Object.entries(value)
  if (entries.length === 0) return true
  const nesting = detectNesting(Object.keys(value))
  if (nesting === null) return false
  for (const [key, level] of entries) readTopLevel(nesting, key, level, reading)
  return true
}

/** A whole number is a country, two to four letters are a service; the first key that is either decides. */
export function detectNesting(keys: Iterable<string>): Nesting | null {
  for (const key of keys) {
    if (isCountryId(key)) return 'country-first'
    if (isServiceCode(key)) return 'service-first'
  }
  return null
}

/** One member of the outermost level. */
export function readTopLevel(nesting: Nesting, key: string, value: unknown, reading: PriceReading): void {
  if (nesting === 'country-first') readCountry(key, value, reading)
  else readService(key, value, reading)
}

function readCountry(country: string, value: unknown, reading: PriceReading): void {
  const { filter, sink, problems } = reading
  if (!isCountryId(country)) {
    problems.id += 1 // one host sells nothing under the key ""
    return
  }
  sink.open(country)
  const isRow = isRecord(value) && (isPriceLine(value) || (filter.service !== undefined && isLadder(value)))
  if (isRow) readPriceRow(country, filter.service, value, reading)
  else if (!readServices(country, value, reading)) problems.id += 1
}

function readService(service: string, value: unknown, reading: PriceReading): void {
  const { filter, sink, problems } = reading
  if (isEmptyArray(value)) return
  if (!isRecord(value)) problems.price += 1
  else if (isPriceLine(value)) readPriceRow(filter.country, service, value, reading)
  else {
    for (const [country, row] of Object.entries(value)) {
      const known = isCountryId(country)
      if (known) sink.open(country)
      readPriceRow(known ? country : undefined, service, row, reading)
    }
  }
}

/** A map of services, or several of them in an array. PHP writes an empty one as `[]`. */
function readServices(country: string | undefined, value: unknown, reading: PriceReading): boolean {
  const maps: readonly unknown[] = Array.isArray(value) ? value : [value]
  if (!maps.every(isRecord)) return false
  for (const map of maps) {
    const services = Object.keys(map)
    for (const service of services) readPriceRow(country, service, map[service], reading)
    reading.problems.caseVariant += countCaseVariants(services)
  }
  return true
}
