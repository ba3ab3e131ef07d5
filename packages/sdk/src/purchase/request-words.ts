import { nearest } from '../catalog/nearest.ts'
import { ConfigurationError } from '../errors/access.ts'
import type { PurchaseOperation } from './operation.ts'

const WORDS: Readonly<Record<PurchaseOperation, readonly string[]>> = {
  'activations.purchase': ['service', 'country', 'operator', 'maxPrice'],
  'rentals.rent': ['service', 'country', 'operator', 'maxPrice', 'duration'],
  'rentals.extend': ['rental', 'duration', 'maxPrice'],
}

/**
 * Refuses a request with a word that nobody reads, such as `maxprice`: a wish about money that would not be kept. With the
 * `words` of its options, those: beside `idempotencykey` the next attempt would buy again.
 * @throws {@link ConfigurationError} with the nearest word.
 */
export function checkWords(
  request: object,
  context: { readonly provider: string; readonly operation: PurchaseOperation },
  words = WORDS[context.operation],
): void {
  const unknown = Object.keys(request).find(word => !words.includes(word))
  if (unknown === undefined) return
  const [near] = nearest(unknown, words)
  throw new ConfigurationError(`a request has no ${JSON.stringify(unknown)}`, {
    ...context,
    hint: near === undefined ? `There are: ${words.join(', ')}.` : `Did you mean ${near}?`,
  })
}
