import type { LedgerSms } from '../../ledger.ts'
import type { EmulatorCountry } from '../catalog/view.ts'

export type ActivationState = 'waiting' | 'received' | 'retrying' | 'completed' | 'cancelled' | 'expired'

/** One number as the host keeps it. A fault may show another in its place. */
export interface Activation {
  /** Decimal digits. */
  readonly id: string
  readonly service: string
  readonly country: EmulatorCountry
  readonly operator: string
  /** Digits with the calling code. */
  readonly phone: string
  /** Millionths of a dollar. */
  readonly price: number
  /** Times: milliseconds since the epoch. */
  readonly requestAt: number
  readonly boughtAt: number
  readonly endsAt: number
  /** The reading of the clock that does not jump, when it was bought. */
  readonly born: number
  readonly canGetAnotherSms: boolean
  /** The query of the purchase, without the key. */
  readonly params: Readonly<Record<string, string>>
  readonly state: ActivationState
  /** Oldest first. */
  readonly sms: readonly LedgerSms[]
  /** How many of these the owner has been shown. */
  readonly told: number
}

/** Whether it still occupies a number. */
export const isOpen = ({ state }: Pick<Activation, 'state'>): boolean =>
  state === 'waiting' || state === 'received' || state === 'retrying'

/** Whether its price went back to the account. */
export const isRefunded = ({ state }: Pick<Activation, 'state'>): boolean =>
  state === 'cancelled' || state === 'expired'

/** What the host makes of an SMS: its code, or all of it where there is none. */
export const codeOf = ({ code, text }: LedgerSms): string => code ?? text
