import type { EmulatorCountry } from './handler-api/catalog/view.ts'
import type { LedgerSms } from './ledger.ts'

/** What any host keeps of a number it sold. */
export interface SoldNumber {
  /** Decimal digits. */
  readonly id: string
  readonly country: EmulatorCountry
  readonly operator: string
  /** Digits with the calling code. */
  readonly phone: string
  /** Millionths of the account's currency. */
  readonly price: number
  /** Times: milliseconds since the epoch. */
  readonly requestAt: number
  readonly boughtAt: number
  readonly endsAt: number
  /** The reading of the clock that does not jump, when it was bought. */
  readonly born: number
  /** What the purchase asked for, without the key. */
  readonly params: Readonly<Record<string, string>>
  /** Oldest first. */
  readonly sms: readonly LedgerSms[]
}
