import { nearest } from '@onesms/sdk/catalog'
import { Problem } from './problem.ts'

/** A name that nobody knows, with near matches, best first. */
export function unknownReference(field: string, reference: string, suggestions: readonly string[]): Problem {
  const near = suggestions.length > 0 ? ` Near to it: ${suggestions.join(', ')}.` : ''
  return new Problem({
    code: 'unknown_reference',
    field,
    detail: `Nobody knows the ${field} ${JSON.stringify(reference)}.${near}`,
    suggestions,
  })
}

/** The codes nearest to a word, by code or by what a code is called: `Germany` is near to `DE`. */
export function nearestCodes(
  word: string,
  known: readonly { readonly code: string; readonly name: string }[],
): readonly string[] {
  const codesByWord = new Map(known.map(({ code, name }) => [name, code]))
  for (const { code } of known) codesByWord.set(code, code)
  return [...new Set(nearest(word, [...codesByWord.keys()]).map(near => codesByWord.get(near) ?? near))]
}
