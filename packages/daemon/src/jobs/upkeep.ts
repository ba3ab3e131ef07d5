import type { AccountMode } from '@onesms/sdk'
import type { RetentionPlan } from '../db/store/retention.ts'

/** What the jobs beside the syncs go by. */
export interface UpkeepPlan {
  /** What is kept, and for how long. */
  readonly retention?: RetentionPlan | undefined
  /** Amounts by account, each in its currency: below it the balance is low. Default: none. */
  readonly lowBalances?: LowBalances | undefined
  /** Who else buys with the keys. Default: `shared`. */
  readonly accountMode?: AccountMode | undefined
}

export type LowBalances = Readonly<Record<string, string>>

/** The parts of a configuration that say so. */
export interface UpkeepConfig {
  readonly history?: { readonly days: number } | undefined
  readonly privacy?:
    | {
        readonly textHours: number
        readonly phoneDays: number
        readonly hashPhone?: ((phone: string) => string) | null
      }
    | undefined
  readonly balances?: { readonly low: LowBalances } | undefined
  readonly purchase?: { readonly accountMode: AccountMode } | undefined
}

export function upkeepOf({ history, privacy, balances, purchase }: UpkeepConfig): UpkeepPlan {
  const { textHours, phoneDays, hashPhone } = privacy ?? {}
  return {
    retention: { historyDays: history?.days, textHours, phoneDays, hashPhone: hashPhone ?? undefined },
    lowBalances: balances?.low,
    accountMode: purchase?.accountMode,
  }
}
