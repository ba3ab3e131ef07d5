import { z } from 'zod'

// Postgres takes no NUL in a text, and no name or code has any of the others.
const PRINTABLE = /^\P{Cc}+$/u

/** Text that goes into a statement as it is. */
export function text(longest: number) {
  const message = `must be 1 to ${longest} characters, none of them a control character`
  return z.string().max(longest, message).regex(PRINTABLE, message)
}

/** Text out of a cursor: anything that came out of a table. */
export const storedText = z
  .string()
  .max(1_000)
  .regex(/^[^\0]*$/)

/** One of our codes, or `<provider>:<native id>`. */
export const reference = text(130)

/** A provider's id. */
export const providerId = text(64)

/** Decimal string, as `numeric(18,6)` holds it. */
export const amount = z
  .string()
  // What comes after it counts with the amount, and would throw at anything else.
  .regex(/^\d{1,12}(\.\d{1,6})?$/, { error: 'must be an amount such as 0.25, with at most six decimals', abort: true })

export const boolean = z.enum(['true', 'false'], 'must be true or false').transform(value => value === 'true')

/** A filter that is on or absent. */
export const flag = z.literal('true', 'must be true, or absent').transform(() => true)

/** A whole number, `byDefault` when absent. */
export function wholeNumber(least: number, most: number, byDefault: number) {
  const message = `must be a whole number from ${least} to ${most}`
  return z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine(number => number >= least && number <= most, message)
    .default(byDefault)
}

/** One of a list of words. */
export function oneOf<const Words extends readonly string[]>(words: Words) {
  return z.enum(words, `must be one of ${words.join(', ')}`)
}
