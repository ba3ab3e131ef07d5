import { convertAmount, type Rounding } from '../money/convert.ts'
import type { Money } from '../money/money.ts'

/** What one unit of a currency is worth in another: a decimal, for example `'1.08'`; `null` where that is not known. */
export type Rates = (from: string, to: string) => string | null

/** Money in another currency; `null` where no rate tells. Amounts of different currencies never meet otherwise. */
export type Convert = (money: Money, currency: string, rounding: Rounding) => Money | null

export function createConvert(rates: Rates | undefined): Convert {
  return (money, currency, rounding) => {
    if (money.currency === currency) return money
    const rate = rates?.(money.currency, currency) ?? null
    const amount = rate === null ? null : convertAmount(money.amount, rate, rounding)
    return amount === null ? null : { amount, currency }
  }
}
