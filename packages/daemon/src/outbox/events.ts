import type { Money } from '@onesms/sdk'

/** What happens to a number. */
export const activationTypes = [
  'activation.bought',
  'activation.message',
  'activation.status',
  'activation.settled',
] as const

/** What the ledger says of a purchase; written by a trigger of `purchase_intents`. */
export const purchaseTypes = ['purchase.unknown', 'purchase.resolved', 'purchase.orphan'] as const

/** What is about no purchase of anybody's. */
export const generalTypes = [
  'sync.refused',
  'stock.below',
  'stock.above',
  'price.above',
  'price.below',
  'balance.low',
] as const

/** Every type of event that an endpoint can be told. */
export const eventTypes = [...activationTypes, ...purchaseTypes, ...generalTypes] as const

export type EventType = (typeof eventTypes)[number]

/** A line that stock or price of something watched has crossed. */
export interface Crossing {
  readonly service: string
  readonly country: string
  /** `null`: over all providers. */
  readonly provider: string | null
  /** The line, as it is configured. */
  readonly line: string
  /** What it is now; `null` where there is no offer left, or none with a price. */
  readonly stock: number | null
  readonly price: Money | null
}

/** What is told of each type, as it goes out. Neither the text of an SMS nor a phone stands in any of it. */
export interface EventData {
  readonly 'sync.refused': {
    readonly provider: string
    readonly job: string
    readonly guard: string
    readonly reason: string
  }
  readonly 'balance.low': { readonly account: string; readonly balance: Money; readonly below: string }
  readonly 'stock.below': Crossing
  readonly 'stock.above': Crossing
  readonly 'price.above': Crossing
  readonly 'price.below': Crossing
}
