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
