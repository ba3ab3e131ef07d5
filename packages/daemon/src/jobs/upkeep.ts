import type { AccountMode } from '@onesms/sdk'
import type { RetentionPlan } from '../db/store/retention.ts'
import { type Watch, type WatchWish, watchesOf } from '../thresholds/watch.ts'

/** What the jobs beside the syncs go by. */
export interface UpkeepPlan {
  /** What is kept, and for how long. */
  readonly retention?: RetentionPlan | undefined
  /** Amounts by account, each in its currency: below it the balance is low. Default: none. */
  readonly lowBalances?: LowBalances | undefined
  /** Lines that are told when a sync crosses them. Default: none. */
  readonly watches?: readonly Watch[] | undefined
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
        /** What stays of a phone that goes. `null`: no hash is kept. */
        readonly hashPhone?: ((phone: string) => string) | null
      }
    | undefined
  readonly balances?: { readonly low: LowBalances } | undefined
  readonly purchase?: { readonly accountMode: AccountMode } | undefined
  readonly watch?: readonly WatchWish[] | undefined
}

export function upkeepOf({ history, privacy, balances, purchase, watch = [] }: UpkeepConfig): UpkeepPlan {
  const { textHours, phoneDays, hashPhone } = privacy ?? {}
  return {
    retention: { historyDays: history?.days, textHours, phoneDays, hashPhone: hashPhone ?? undefined },
    lowBalances: balances?.low,
    watches: watchesOf(watch),
    accountMode: purchase?.accountMode,
  }
}
