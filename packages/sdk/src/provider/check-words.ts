import { nearest } from '../catalog/nearest.ts'
import { ConfigurationError } from '../errors/access.ts'
import type { ErrorContext } from '../errors/base.ts'

/**
 * Refuses what types refuse, also in plain JavaScript: what is no object, and a word that nobody reads. Beside `maxprice` a
 * wish about money would not be kept, and beside `idempotencykey` the next attempt would buy again.
 * @param what The thing that was given, in the words of its error, such as `a request`.
 * @throws {@link ConfigurationError} with the nearest word.
 */
export function checkWords(given: object, what: string, words: readonly string[], context: ErrorContext): void {
  const hint = `There are: ${words.join(', ')}.`
  if (typeof given !== 'object' || given === null)
    throw new ConfigurationError(`${what} is no object`, { ...context, hint })
  const unknown = Object.keys(given).find(word => !words.includes(word))
  if (unknown === undefined) return
  const [near] = nearest(unknown, words)
  throw new ConfigurationError(`${what} has no ${JSON.stringify(unknown)}`, {
    ...context,
    hint: near === undefined ? hint : `Did you mean ${near}?`,
  })
}
