import type { LadderKind } from './ladder.ts'
import { classicRefusals } from './refusals.ts'

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
  /** The action that buys. The newer one tells the price; an answer in the shape of the other one is read as well. */
  readonly purchase: 'getNumber' | 'getNumberV2'
  /**
   * The closed list of words that prove, as the whole answer to a purchase, that nothing was bought. What is missing here
   * costs a wait; what is wrongly here costs money.
   */
  readonly refusals: ReadonlySet<string>
  /** Whether a choice of `operator` is honoured. */
  readonly operatorChoice: boolean
  /** Whether the host is known to refuse above `maxPrice`. It is sent in any case: hosts ignore what they do not know. */
  readonly priceCap: boolean
  /** Whether a purchase carries a reference of ours, as `orderId`. */
  readonly reference: 'unproven' | 'none'
  /** Whether `getActiveActivations` exists, and whether it comes in pages. */
  readonly openList: 'complete' | 'paged' | null
  /** The action that tells most about one activation, where it is known how it tells a wait for another SMS. */
  readonly status: 'getStatus' | 'getStatusV2'
  /** The parameter of `getHistory` for the size of a page; `null` where there is no such action. */
  readonly historyLimit: 'limit' | 'size' | null
  /** How numbers are rented; `null` where they are not, or where nobody knows how. */
  readonly rentals: 'generation-2' | null
  /** Whether the host calls when an SMS has come, with a body this dialect knows. */
  readonly webhooks: boolean
  /** Milliseconds after a purchase during which a cancellation is refused. */
  readonly cancelAfter: number
  /** Milliseconds an activation lives, where the answer does not say. */
  readonly lifetime: number
  /** Shortest pause in milliseconds between two looks at one number. */
  readonly pollInterval: number
}

/**
 * What small clones copy: the plain-text behaviour of SMS-Activate as documented until 2025. Clones ignore parameters they
 * do not know, so an operator and a price cap count as not honoured. The time before a cancellation is the one of most
 * hosts (one minute to five occur).
 */
export const classicDialect: HandlerApiDialect = {
  currency: 'USD',
  requestsPerSecond: 3,
  ids: 'canonical',
  wholeTable: true,
  operators: true,
  precise: 'getPrices',
  ladder: 'exact',
  purchase: 'getNumberV2',
  refusals: classicRefusals,
  operatorChoice: false,
  priceCap: false,
  reference: 'unproven',
  openList: 'complete',
  status: 'getStatus',
  historyLimit: 'limit',
  rentals: null,
  webhooks: false,
  cancelAfter: 120_000,
  lifetime: 20 * 60_000,
  pollInterval: 5_000,
}
