import { readCount, readFigures } from '../../catalog/figures.ts'
import type { RowProblems } from '../../provider/offer-batch.ts'
import { isEmptyArray, isRecord } from '../../utils/record.ts'
import { readId } from '../../utils/text.ts'
import { isCountryId } from './codes.ts'
import { type LadderKind, ladderKind, readLadder, summarise, type Tier } from './ladder.ts'
import { toList } from './lists.ts'
import { isPriceLine } from './price-row.ts'

/** One line of the newer price actions: a service in a country, perhaps from one supplier, perhaps at several prices. */
export interface LadderRow {
  readonly country: string
  readonly service: string
  readonly supplier: string | null
  readonly price: string
  readonly stock: number | null
  readonly tiers: readonly Tier[] | null
}

type Cell = Readonly<Record<string, unknown>>

/**
 * `getPricesV2`: country, service, then a ladder; either bare (SMSBower, exact) or under `prices` (Tiger, cumulative), or
 * the flat `{cost, count}` of one host. `null`: not such a table.
 */
export function readPricesV2(value: unknown, kind: LadderKind, problems: RowProblems): LadderRow[] | null {
  return readTable(value, problems, (country, service, cell) => {
    const ladder = cell['prices'] ?? cell
    if (isEmptyArray(ladder)) return [] // PHP writes an empty map as []
    if (isRecord(ladder) && isPriceLine(ladder)) return row({ country, service }, ladder, problems)
    const tiers = isRecord(ladder) ? readLadder(ladder, kind) : null
    if (!tiers) problems.price += 1
    const figures = tiers && summarise(tiers)
    return figures ? [{ country, service, supplier: null, ...figures, tiers }] : []
  })
}

/** `getPricesV3`: a row per supplier, bare (SMSBower) or under `providers` beside the pool's own price (Tiger, GrizzlySMS). */
export function readPricesV3(value: unknown, problems: RowProblems): LadderRow[] | null {
  return readTable(value, problems, (country, service, cell) => {
    const rows = isPriceLine(cell) ? row({ country, service }, cell, problems) : []
    const suppliers = cell['providers'] ?? (isPriceLine(cell) ? {} : cell)
    for (const [supplier, line] of isRecord(suppliers) ? Object.entries(suppliers) : []) {
      if (isRecord(line) && readId(supplier) !== null) rows.push(...row({ country, service, supplier }, line, problems))
      else problems.id += 1
    }
    return rows
  })
}

/**
 * `getTopCountriesByService`: rows in rank order, as an array or an object keyed by rank; without a service a level of
 * services above it. `null`: not such a list.
 */
export function readTopCountries(
  value: unknown,
  service: string | undefined,
  problems: RowProblems,
): LadderRow[] | null {
  if (service === undefined) {
    const levels = Array.isArray(value) ? value : [value]
    if (!levels.every(isRecord)) return null
    return levels
      .flatMap(Object.entries<unknown>)
      .flatMap(([code, rows]) => readTopCountries(rows, code, problems) ?? [])
  }
  return (
    toList(value)?.flatMap(line => {
      const country = isRecord(line) ? readId(line['country']) : null
      if (isRecord(line) && country !== null) return row({ country, service, tiers: readTiers(line) }, line, problems)
      problems.id += 1
      return []
    }) ?? null
  )
}

/** One host counts in either way, and the total tells which. */
function readTiers(line: Cell): Tier[] | null {
  const map = line['freePriceMap'] ?? line['physicalPriceMap']
  const total = readCount(line['count'])
  const kind = isRecord(map) && total !== undefined ? ladderKind(map, total) : null
  return isRecord(map) && kind ? readLadder(map, kind) : null
}

function readTable(
  value: unknown,
  problems: RowProblems,
  readCell: (country: string, service: string, cell: Cell) => readonly LadderRow[],
): LadderRow[] | null {
  if (isEmptyArray(value)) return []
  if (!isRecord(value)) return null
  const rows: LadderRow[] = []
  for (const [country, services] of Object.entries(value)) {
    if (isEmptyArray(services)) continue
    if (!isCountryId(country) || !isRecord(services)) {
      problems.id += 1
      continue
    }
    for (const [service, cell] of Object.entries(services)) {
      if (isEmptyArray(cell)) continue
      if (isRecord(cell) && readId(service) !== null) rows.push(...readCell(country, service, cell))
      else problems.id += 1
    }
  }
  return rows
}

function row(
  place: Pick<LadderRow, 'country' | 'service'> & Partial<LadderRow>,
  line: Cell,
  problems: RowProblems,
): LadderRow[] {
  const figures = readFigures(line, problems)
  return figures ? [{ supplier: null, tiers: null, ...place, ...figures }] : []
}
