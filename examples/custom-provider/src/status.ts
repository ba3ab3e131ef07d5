import type { ActivationObservation } from '@onesms/sdk/provider-kit'

type Told = Pick<ActivationObservation, 'status' | 'reason' | 'refund'>

/** This vendor's words for where a number stands, in ours. */
const STATUSES: ReadonlyMap<string, Told> = new Map<string, Told>([
  ['waiting', { status: 'waiting' }],
  ['received', { status: 'received', refund: 'none' }],
  ['done', { status: 'completed', refund: 'none' }],
  ['cancelled', { status: 'cancelled', reason: 'user', refund: 'confirmed' }],
  ['expired', { status: 'expired', reason: 'timeout', refund: 'confirmed' }],
])

/** `null` for a word nobody knows: it changes nothing. */
export const readStatus = (word: unknown): Told | null => (typeof word === 'string' && STATUSES.get(word)) || null
