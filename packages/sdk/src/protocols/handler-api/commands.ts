import { parseAmount } from '../../money/money.ts'
import type { RowProblems } from '../../provider/offer-batch.ts'
import type { Command } from './api.ts'
import type { LadderKind, Tier } from './ladder.ts'
import { type LadderRow, readPricesV2, readPricesV3, readTopCountries } from './ladders.ts'
import {
  type NamedId,
  type NumbersStatusRow,
  readCountries,
  readNumbersStatus,
  readOperators,
  readServices,
} from './lists.ts'
import type { PriceFilter, PriceSink } from './price-row.ts'
import { readPrices } from './prices.ts'
import { type Rows, readData, readRows, readToken } from './read-answer.ts'

/** One row of `getPrices`. */
export interface PriceRow {
  readonly country: string
  readonly service: string
  readonly price: string
  readonly stock: number | null
  readonly tiers: readonly Tier[] | null
}

/** The balance as a decimal string; it may be negative. The currency is not in the answer. */
export const getBalance: Command<string> = {
  action: 'getBalance',
  size: 'word',
  read: readToken('ACCESS_BALANCE', payload => parseAmount(payload.trim())),
}

/** Every country the host knows. */
export const getCountries: Command<Rows<NamedId>> = {
  action: 'getCountries',
  read: readRows(readCountries, { mayBeEmpty: false }),
}

/** Every service, or those that have a price in one country. */
export function getServicesList(country?: string): Command<Rows<NamedId>> {
  return {
    action: 'getServicesList',
    params: { country },
    read: readRows(readServices, { mayBeEmpty: country !== undefined }),
  }
}

/** Networks by country id; of one country, or of all. */
export function getOperators(country?: string): Command<ReadonlyMap<string, readonly string[]>> {
  const none = { words: 'operator' as const, value: new Map() }
  return { action: 'getOperators', params: { country }, read: readData(readOperators, none) }
}

/** Default price and total stock, narrowed by service, country or both. */
export function getPrices(filter: PriceFilter): Command<Rows<PriceRow>> {
  return {
    action: 'getPrices',
    params: { ...filter },
    read: readRows((value, problems) => readPriceRows(value, filter, problems), {
      mayBeEmpty: filter.service !== undefined || filter.country !== undefined,
    }),
  }
}

/** Price ladders. `kind` tells how the host counts. */
export function getPricesV2(filter: PriceFilter, kind: LadderKind): Command<Rows<LadderRow>> {
  return {
    action: 'getPricesV2',
    params: { ...filter },
    read: readRows((value, problems) => readPricesV2(value, kind, problems), { mayBeEmpty: true }),
  }
}

/** Prices by supplier. Some hosts want both filters. */
export function getPricesV3(filter: PriceFilter): Command<Rows<LadderRow>> {
  return {
    action: 'getPricesV3',
    params: { ...filter },
    read: readRows(readPricesV3, { mayBeEmpty: true }),
  }
}

/** Stock of every service in one country. Hosts answer `{}` for a country they do not sell. */
export function getNumbersStatus(query: {
  readonly country: string
  readonly operator?: string
}): Command<Rows<NumbersStatusRow>> {
  return {
    action: 'getNumbersStatus',
    params: { ...query },
    read: readRows(readNumbersStatus, { mayBeEmpty: true }),
  }
}

/** Countries of a service in the host's own order. With `freePrice` the rows carry price ladders. */
export function getTopCountriesByService(query: {
  readonly service?: string
  readonly freePrice?: boolean
  /** Prices for the caller's loyalty rank. */
  readonly rank?: boolean
}): Command<Rows<LadderRow>> {
  const { service, freePrice, rank } = query
  return {
    action: rank ? 'getTopCountriesByServiceRank' : 'getTopCountriesByService',
    params: { service, freePrice: freePrice ? 'true' : undefined },
    read: readRows((value, problems) => readTopCountries(value, service, problems), {
      mayBeEmpty: service !== undefined,
    }),
  }
}

function readPriceRows(value: unknown, filter: PriceFilter, problems: RowProblems): readonly PriceRow[] | null {
  const rows: PriceRow[] = []
  const sink: PriceSink = {
    open: () => {},
    row: (country, service, price, stock, tiers) => rows.push({ country, service, price, stock, tiers }),
  }
  return readPrices(value, { filter, sink, problems }) ? rows : null
}
