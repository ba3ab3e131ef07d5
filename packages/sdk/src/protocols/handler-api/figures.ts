import { parseAmount } from '../../money/money.ts'

/** A price from the wire as a decimal string; `null` when it is not a plain, non-negative decimal. */
export function readPrice(figure: unknown): string | null {
  const amount = parseAmount(figure)
  if (amount === null || amount.startsWith('-')) return null
  // 1e-9 is not plain, and what rounds to nothing was not zero.
  return amount === '0' && Number(figure) !== 0 ? null : amount
}

/** A count from the wire: a whole number of 0 or more, also as a string of digits. `undefined` when it is anything else. */
export function readCount(figure: unknown): number | undefined {
  const count = typeof figure === 'string' && /^\d{1,15}$/.test(figure) ? Number(figure) : figure
  return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : undefined
}
