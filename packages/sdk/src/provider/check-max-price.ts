import { ConfigurationError } from '../errors/access.ts'
import type { ErrorContext } from '../errors/base.ts'
import { compareAmounts, parseAmount } from '../money/money.ts'

/** @throws {@link ConfigurationError} for a price cap that is no amount above 0. */
export function checkMaxPrice(maxPrice: string | undefined, context: ErrorContext): void {
  const amount = maxPrice === undefined ? undefined : parseAmount(maxPrice)
  if (amount === undefined || (amount !== null && compareAmounts(amount, '0') > 0)) return
  throw new ConfigurationError(`maxPrice ${JSON.stringify(maxPrice)} is not an amount`, {
    ...context,
    hint: "Give a decimal string above 0, for example '0.50'.",
  })
}
