import type { RentalStatus } from '../../provider/rental-snapshot.ts'
import type { ActivationStatus, Refund } from '../../provider/snapshot.ts'
import type { Order } from './orders.ts'

/** Where an order stands, in our words. Why it was cancelled is told only where the host tells it. */
export interface Standing<S> {
  readonly status: S
  readonly reason?: 'reported'
  readonly refund: Refund
}

type Known = 'open' | 'finished' | 'cancelled' | 'banned' | 'timeout'

/** `RECEIVED` means that the number is there, with or without an SMS. The host writes `CANCELED` with one L. */
const WORDS: ReadonlyMap<string, Known> = new Map([
  ['PENDING', 'open'],
  ['RECEIVED', 'open'],
  ['FINISHED', 'finished'],
  ['CANCELED', 'cancelled'],
  ['CANCELLED', 'cancelled'],
  ['BANNED', 'banned'],
  ['TIMEOUT', 'timeout'],
])

/** Whether an order may still receive. A word that nobody knows does not say that it ended. */
export function mayBeOpen({ status }: Order): boolean {
  const known = WORDS.get(status)
  return known === undefined || known === 'open'
}

/** `null` for a word that nobody knows. */
export function standingOf({ status, messages }: Order): Standing<ActivationStatus> | null {
  const hasMessage = messages !== null && messages.length > 0
  switch (WORDS.get(status)) {
    case 'open':
      return { status: hasMessage ? 'received' : 'waiting', refund: 'none' }
    case 'finished':
      return { status: 'completed', refund: 'none' }
    case 'cancelled':
      return { status: 'cancelled', refund: 'confirmed' }
    case 'banned':
      return { status: 'cancelled', reason: 'reported', refund: 'confirmed' }
    case 'timeout':
      // The host gives money back for a number without an SMS alone.
      return { status: 'expired', refund: hasMessage ? 'none' : 'confirmed' }
    default:
      return null
  }
}

/** A rented number that is finished ran to its end; nobody knows what a timeout of one costs. */
export function rentalStandingOf({ status }: Order): Standing<RentalStatus> | null {
  switch (WORDS.get(status)) {
    case 'open':
      return { status: 'active', refund: 'none' }
    case 'finished':
      return { status: 'expired', refund: 'none' }
    case 'timeout':
      return { status: 'expired', refund: 'unknown' }
    case 'cancelled':
      return { status: 'cancelled', refund: 'confirmed' }
    case 'banned':
      return { status: 'cancelled', reason: 'reported', refund: 'confirmed' }
    default:
      return null
  }
}
