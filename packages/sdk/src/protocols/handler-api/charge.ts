import { type Money, parseAmount } from '../../money/money.ts'

const NUMERIC_CODES: Readonly<Record<string, string>> = { 840: 'USD', 643: 'RUB', 978: 'EUR', 156: 'CNY' }

/**
 * What was charged. `null` for anything but a plain decimal of 0 or more in the currency of the account: a figure in
 * another one cannot be held against a cap or a balance, and a wrong price is worse than none. Hosts write currencies as
 * ISO 4217 numbers; where they write none, it is the account's.
 */
export function readCharge(cost: unknown, currency: unknown, account: string): Money | null {
  const amount = parseAmount(cost)
  if (amount === null || amount.startsWith('-')) return null
  const told = currency === undefined || currency === null ? account : NUMERIC_CODES[String(currency)]
  return told === account ? { amount, currency: account } : null
}
