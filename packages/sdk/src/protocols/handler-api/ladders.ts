import type { RowProblems } from '../../provider/offer-batch.ts'
import { isRecord } from '../../utils/record.ts'
import { readId } from '../../utils/text.ts'
import { readCount, readPrice } from './figures.ts'
import { type LadderKind, ladderKind, readLadder, type Tier } from './ladder.ts'

/** One line of the newer price actions: a service in a country, perhaps from one supplier, perhaps at several prices. */
export interface LadderRow {
  readonly country: string
  readonly service: string
  readonly supplier: string | null
  readonly price: string
  readonly stock: number | null
  readonly tiers: readonly Tier[] | null
}

/**
 * `getPricesV2`: country, service, then a ladder; either bare (SMSBower, exact) or under `prices` (Tiger, cumulative), or
 * the flat `{cost, count}` of one host. `null`: not such a table.
 */
export function readPricesV2(value: unknown, kind: LadderKind, problems: RowProblems): LadderRow[] | null {
  return readTable(value, problems, (country, service, cell) => {
    const ladder = 'prices' in cell ? cell['prices'] : cell
    if (isRecord(ladder) && ('cost' in ladder || 'price' in ladder))
      return row(country, service, null, ladder, problems)
    const tiers = isRecord(ladder) ? readLadder(ladder, kind) : null
    const [cheapest] = tiers ?? []
    if (!tiers) problems.price += 1
    if (!tiers || !cheapest) return []
    const stock = tiers.reduce((sum, tier) => sum + tier.stock, 0)
    return [{ country, service, supplier: null, price: cheapest.price, stock, tiers }]
  })
}

/** `getPricesV3`: a row per supplier, bare (SMSBower) or under `providers` beside the pool's own price (Tiger, GrizzlySMS). */
export function readPricesV3(value: unknown, problems: RowProblems): LadderRow[] | null {
  return readTable(value, problems, (country, service, cell) => {
    const suppliers = 'providers' in cell ? cell['providers'] : 'price' in cell ? {} : cell
    const pool = 'price' in cell ? row(country, service, null, cell, problems) : []
    const each = isRecord(suppliers)
      ? Object.entries(suppliers).flatMap(([supplier, line]) =>
          isRecord(line) ? row(country, service, supplier, line, problems) : [],
        )
      : []
    return [...pool, ...each]
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
    const services = Array.isArray(value) ? Object.assign({}, ...value) : value
    if (!isRecord(services)) return null
    return Object.entries(services).flatMap(([code, rows]) => readTopCountries(rows, code, problems) ?? [])
  }
  const rows = Array.isArray(value) ? value : isRecord(value) ? Object.values(value) : null
  if (!rows) return null
  return rows.filter(isRecord).flatMap(line => {
    const country = readId(line['country'])
    const total = readCount(line['count'])
    const map = line['freePriceMap'] ?? line['physicalPriceMap']
    const kind = isRecord(map) && total !== undefined ? ladderKind(map, total) : null
    const tiers = isRecord(map) && kind ? readLadder(map, kind) : null
    if (country === null) problems.id += 1
    return country === null ? [] : row(country, service, null, line, problems, tiers)
  })
}

function readTable(
  value: unknown,
  problems: RowProblems,
  readCell: (country: string, service: string, cell: Record<string, unknown>) => LadderRow[],
): LadderRow[] | null {
  if (Array.isArray(value) && value.length === 0) return []
  if (!isRecord(value)) return null
  const rows: LadderRow[] = []
  for (const [country, services] of Object.entries(value)) {
    if (Array.isArray(services) && services.length === 0) continue
    if (!/^\d+$/.test(country) || !isRecord(services)) problems.id += 1
    else
      for (const [service, cell] of Object.entries(services))
        if (isRecord(cell)) rows.push(...readCell(country, service, cell))
  }
  return rows
}

function row(
  country: string,
  service: string,
  supplier: string | null,
  line: Record<string, unknown>,
  problems: RowProblems,
  tiers: readonly Tier[] | null = null,
): LadderRow[] {
  const figure = line['cost'] ?? line['price']
  // Some suppliers list every price they ask; the lowest is what a cap must reach.
  const price = Array.isArray(figure) ? readPrice(figure[0]) : readPrice(figure)
  const stock = line['count'] === undefined || line['count'] === null ? null : readCount(line['count'])
  if (price === null) problems.price += 1
  else if (stock === undefined) problems.stock += 1
  else return [{ country, service, supplier, price, stock, tiers }]
  return []
}
