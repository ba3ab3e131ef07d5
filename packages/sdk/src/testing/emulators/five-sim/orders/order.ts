import type { EmulatorCountry } from '../../handler-api/catalog/view.ts'
import type { LedgerSms } from '../../ledger.ts'

/** The host's words; `RECEIVED` means that the number is there, with or without an SMS. */
export type OrderStatus = 'PENDING' | 'RECEIVED' | 'CANCELED' | 'BANNED' | 'TIMEOUT' | 'FINISHED'

/** One number as the host keeps it. A fault may show another in its place. */
export interface Order {
  /** Decimal digits. */
  readonly id: string
  readonly category: 'activation' | 'hosting'
  readonly product: string
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
  /** Whether the number may be bought again. */
  readonly reusable: boolean
  /** What the purchase asked for: path and query. */
  readonly params: Readonly<Record<string, string>>
  readonly status: OrderStatus
  /** Oldest first. */
  readonly sms: readonly LedgerSms[]
}

/** An order as it is kept: the one that changes. */
export type Kept = { -readonly [Member in keyof Order]: Order[Member] } & { readonly sms: LedgerSms[] }

/** Whether it still occupies a number. */
export const isOpen = ({ status }: Pick<Order, 'status'>): boolean => status === 'PENDING' || status === 'RECEIVED'

/** Whether its price went back to the account. */
export const isRefunded = ({ status }: Pick<Order, 'status'>): boolean =>
  status === 'CANCELED' || status === 'BANNED' || status === 'TIMEOUT'
