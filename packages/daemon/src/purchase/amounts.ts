import type { Money } from '@onesms/sdk'

/** At most one amount per currency: a decimal without trailing zeros by its ISO 4217 code. */
export type Amounts = ReadonlyMap<string, string>

const DECIMALS = 6
const AMOUNT = /^(\d{1,12})(?:\.(\d{1,6}))?$/

/** Millionths of a currency unit. Throws a `RangeError` on anything that `numeric(18,6)` would not hold as it is. */
export function microsOf(amount: string): bigint {
  const [, whole, fraction = ''] = AMOUNT.exec(amount) ?? []
  if (whole === undefined) throw new RangeError(`not an amount: ${JSON.stringify(amount)}`)
  return BigInt(whole + fraction.padEnd(DECIMALS, '0'))
}

/** `'0.50 USD'` as money, its amount without trailing zeros; `null` where it is none, or nothing. */
export function readMoney(text: string): Money | null {
  const [, amount = '', currency = ''] = /^(\S{1,19}) ([A-Z]{3})$/.exec(text) ?? []
  if (!AMOUNT.test(amount) || microsOf(amount) === 0n) return null
  return { amount: plain(amount), currency }
}

/** Without zeros that say nothing: `'00.50'` is `'0.5'`. */
export function plain(amount: string): string {
  const micros = microsOf(amount)
    .toString()
    .padStart(DECIMALS + 1, '0')
  const fraction = micros.slice(-DECIMALS).replace(/0+$/, '')
  return `${micros.slice(0, -DECIMALS)}${fraction && `.${fraction}`}`
}
