import type { LedgerSms } from '../../ledger.ts'
import type { SoldNumber } from '../../sold-number.ts'
import { extensionsCost, type RentalTerms } from '../rentals/terms.ts'

export type ActivationState = 'waiting' | 'received' | 'retrying' | 'completed' | 'cancelled' | 'expired'

/** One number as the host keeps it, sold once or rented out. A fault may show another in its place. */
export interface Activation extends SoldNumber {
  readonly service: string
  /** Milliseconds it lives, extensions included. */
  readonly lifetime: number
  readonly canGetAnotherSms: boolean
  /** `null` for an activation. */
  readonly rental: RentalTerms | null
  readonly state: ActivationState
  /** How many of its SMS the owner has been shown. */
  readonly told: number
}

/** Whether it still occupies a number. */
export const isOpen = ({ state }: Pick<Activation, 'state'>): boolean =>
  state === 'waiting' || state === 'received' || state === 'retrying'

/** Whether its price went back to the account: a rental that is over was used. */
export const isRefunded = ({ state, rental }: Pick<Activation, 'state' | 'rental'>): boolean =>
  state === 'cancelled' || (state === 'expired' && rental === null)

/** Millionths of a dollar that were charged for it, extensions included. */
export const costOf = ({ price, rental }: Pick<Activation, 'price' | 'rental'>): number =>
  price + (rental ? extensionsCost(rental) : 0)

/** What the host makes of an SMS: its code, or all of it where there is none. */
export const codeOf = ({ code, text }: LedgerSms): string => code ?? text
