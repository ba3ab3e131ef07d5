import { compareAmounts, parseAmount } from '../money/money.ts'
import type { RowProblems } from '../provider/offer-batch.ts'

/** A price from the wire as a decimal string; `null` when it is not a plain, non-negative decimal. */
export function readPrice(figure: unknown): string | null {
  const amount = parseAmount(figure)
  if (amount === null || amount.startsWith('-')) return null
  // What rounds to nothing was not zero.
  return amount === '0' && Number(figure) !== 0 ? null : amount
}

/** A count from the wire: a whole number of 0 or more, also as a string of digits. `undefined` when it is anything else. */
export function readCount(figure: unknown): number | undefined {
  const count = typeof figure === 'string' && /^\d{1,15}$/.test(figure) ? Number(figure) : figure
  return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : undefined
}

/** What a line of a price table says. */
export interface Figures {
  readonly price: string
  /** `null`: untold. */
  readonly stock: number | null
}

/** Reads `{cost | price, count}`. Answers `null`, and counts the problem, when one of the two is unreadable. */
export function readFigures(line: Readonly<Record<string, unknown>>, problems: RowProblems): Figures | null {
  const figure = line['cost'] ?? line['price']
  // Some suppliers list every price they ask; the lowest is what a cap must reach.
  const price = Array.isArray(figure) ? lowest(figure) : readPrice(figure)
  const count = line['count'] ?? null
  const stock = count === null ? null : readCount(count)
  if (price === null) problems.price += 1
  else if (stock === undefined) problems.stock += 1
  else {
    if (price === '0') problems.zeroPrice += 1
    return { price, stock }
  }
  return null
}

function lowest(figures: readonly unknown[]): string | null {
  const prices = figures.map(readPrice).filter(price => price !== null)
  return prices.sort(compareAmounts)[0] ?? null
}
