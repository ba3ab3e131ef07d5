import type { LadderKind } from './ladder.ts'

/** How one host speaks the dialect. A host is a line of data; where the lines come from stands beside each of them. */
export interface HandlerApiDialect {
  /** ISO 4217 code of the account; balances and prices do not carry it. */
  readonly currency: string
  /** What the host takes, or a cautious figure where it does not say. */
  readonly requestsPerSecond: number
  /** Whether ids of countries and services mean what they meant at SMS-Activate; otherwise they stay unmapped. */
  readonly ids: 'canonical' | 'own'
  /** Whether `getPrices` without filters answers with everything; otherwise a scan asks country by country. */
  readonly wholeTable: boolean
  /** Whether there is `getOperators`. */
  readonly operators: boolean
  /** The action that tells most about one service in one country: price ladders (V2) or suppliers (V3) where there are any. */
  readonly precise: 'getPrices' | 'getPricesV2' | 'getPricesV3'
  /** How ladders of `getPricesV2` count. */
  readonly ladder: LadderKind
}

/** What small clones copy: the plain-text behaviour of SMS-Activate as documented until 2025. */
export const classicDialect: HandlerApiDialect = {
  currency: 'USD',
  requestsPerSecond: 3,
  ids: 'canonical',
  wholeTable: true,
  operators: true,
  precise: 'getPrices',
  ladder: 'exact',
}
