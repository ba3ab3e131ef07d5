import type { LedgerSms } from '../../ledger.ts'
import type { SoldNumber } from '../../sold-number.ts'

/** The host's words; `RECEIVED` means that the number is there, with or without an SMS. */
export type OrderStatus = 'PENDING' | 'RECEIVED' | 'CANCELED' | 'BANNED' | 'TIMEOUT' | 'FINISHED'

/** One number as the host keeps it. A fault may show another in its place. */
export interface Order extends SoldNumber {
  readonly category: 'activation' | 'hosting'
  readonly product: string
  /** Whether the number may be bought again. */
  readonly reusable: boolean
  readonly status: OrderStatus
}

/** An order as it is kept: the one that changes. */
export type Kept = { -readonly [Member in keyof Order]: Order[Member] } & { readonly sms: LedgerSms[] }

/** Whether it still occupies a number. */
export const isOpen = ({ status }: Pick<Order, 'status'>): boolean => status === 'PENDING' || status === 'RECEIVED'

/** Whether its price went back to the account. */
export const isRefunded = ({ status }: Pick<Order, 'status'>): boolean =>
  status === 'CANCELED' || status === 'BANNED' || status === 'TIMEOUT'
