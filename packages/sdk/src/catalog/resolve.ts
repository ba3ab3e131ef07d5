import { ConfigurationError } from '../errors/access.ts'
import { type ReferenceKind, UnknownReferenceError } from '../errors/catalog.ts'
import type { CountryRef, ServiceRef } from '../provider/references.ts'
import { readId } from '../utils/text.ts'
import { nearest } from './nearest.ts'
import type { ReferenceTable } from './reference-table.ts'

/**
 * The provider's own id behind a reference. Nothing is guessed and nothing passed through: buying the wrong thing costs
 * money. Throws {@link UnknownReferenceError} with near matches before any request is sent.
 */
export function resolveReference(
  kind: ReferenceKind,
  reference: ServiceRef | CountryRef,
  table: ReferenceTable,
  { provider, operation }: { readonly provider: string; readonly operation: string },
): string {
  if (typeof reference === 'object' && reference !== null) {
    const nativeId = readId(reference.nativeId)
    if (nativeId !== null && typeof reference.nativeId === 'string') return nativeId
    throw new ConfigurationError(`${kind}.nativeId is not an id`, {
      provider,
      operation,
      hint: 'Give a string of 1 to 64 characters without blanks.',
    })
  }
  const code = String(reference)
  const nativeId = table.nativeIdOf(code)
  if (nativeId !== undefined) return nativeId
  const own = code.startsWith(`${provider}:`) ? readId(code.slice(provider.length + 1)) : null
  if (own !== null) return own
  const suggestions = suggest(code, table)
  throw new UnknownReferenceError(`${provider} has no ${kind} ${JSON.stringify(code.slice(0, 80))}`, {
    provider,
    operation,
    kind,
    suggestions,
    hint:
      suggestions.length > 0
        ? `Did you mean ${suggestions.map(name => `'${name}'`).join(', ')}? The provider's own id goes in as { nativeId }.`
        : `List what there is with catalog.${kind === 'country' ? 'countries' : 'services'}(), or pass the provider's own id as { nativeId }.`,
  })
}

function suggest(code: string, table: ReferenceTable): readonly string[] {
  const meant = table.codeOf(code)
  return meant === undefined ? nearest(code, table.codes()) : [meant]
}
