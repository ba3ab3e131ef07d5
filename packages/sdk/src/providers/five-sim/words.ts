import type { ReferenceKind } from '../../errors/catalog.ts'

/** What a sentence of the host is about. */
export type WordKind =
  | ReferenceKind
  | 'balance'
  | 'blocked'
  | 'stock'
  | 'rate'
  | 'server'
  /** Nobody, or not this account, has an order of this id. */
  | 'missing'
  /** The order does not allow this where it stands. */
  | 'state'
  /** It is too soon for this. */
  | 'early'
  /** Rented numbers are neither cancelled nor banned. */
  | 'rental'

const KINDS: ReadonlyMap<string, WordKind> = new Map([
  ['not enough user balance', 'balance'],
  ['not enough rating', 'blocked'],
  ['no free phones', 'stock'],
  ['server offline', 'stock'],
  ['select country', 'country'],
  ['bad country', 'country'],
  ['country is incorrect', 'country'],
  ['select operator', 'operator'],
  ['bad operator', 'operator'],
  ['no product', 'service'],
  ['bad product', 'service'],
  ['product is incorrect', 'service'],
  ['internal error', 'server'],
  ['order not found', 'missing'],
  ['record not found', 'missing'],
  ['order expired', 'state'],
  ['order has sms', 'state'],
  ['order no sms', 'state'],
  ['you need to wait time', 'early'],
  ['hosting order', 'rental'],
])

/** What is refused before anything is sold: the whole answer to a purchase, in any of these, proves that nothing was. */
const REFUSING: ReadonlySet<WordKind | null> = new Set<WordKind>([
  ...(['balance', 'blocked', 'stock', 'country', 'operator', 'service'] as const),
])

/** What a sentence is about; `null` when nobody knows it. */
export function kindOf(word: string): WordKind | null {
  return KINDS.get(word) ?? (word.startsWith('api limit') ? 'rate' : null)
}

/** Whether a sentence, as the whole answer to a purchase, proves that nothing was bought. */
export function isRefusal(word: string): boolean {
  return REFUSING.has(kindOf(word))
}
