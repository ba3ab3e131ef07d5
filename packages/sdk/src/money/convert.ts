import { amountToMicros, formatMicros } from './money.ts'

/** `down`: towards zero, as a cap wants it. `nearest`: half up, away from zero. */
export type Rounding = 'down' | 'nearest'

const RATE = /^(\d{1,32})(?:\.(\d{1,32}))?$/

/**
 * An amount times a rate, exactly, then rounded to six decimals. `null`: the rate is no positive decimal. Throws a
 * `RangeError` when the amount is none.
 */
export function convertAmount(amount: string, rate: string, rounding: Rounding): string | null {
  const [, integer, fraction = ''] = RATE.exec(rate) ?? []
  if (integer === undefined) return null
  const factor = BigInt(integer + fraction)
  if (factor === 0n) return null
  const unit = 10n ** BigInt(fraction.length)
  const micros = amountToMicros(amount)
  const [sign, size] = micros < 0n ? [-1n, -micros] : [1n, micros]
  const product = size * factor
  const rounded = rounding === 'down' ? product / unit : (2n * product + unit) / (2n * unit)
  return formatMicros(sign * rounded)
}

/** The sum of amounts of one currency. */
export function addAmounts(amounts: readonly string[]): string {
  return formatMicros(amounts.reduce((sum, amount) => sum + amountToMicros(amount), 0n))
}
