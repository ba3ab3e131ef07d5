/** Our codes (slugs or ISO codes) beside one provider's own ids. */
export interface ReferenceTable {
  /** The id a purchase uses. */
  nativeIdOf(code: string): string | undefined
  /** What we call the provider's id, where that is known. */
  codeOf(nativeId: string): string | undefined
  /** Every code that is mapped. */
  codes(): readonly string[]
}

/**
 * Builds the table from `code → id`, and from further ids that mean a code already named (`id → code`): those are read, and
 * bought only when asked for by id.
 */
export function referenceTable(
  ids: Readonly<Record<string, string>>,
  alternates: Readonly<Record<string, string>> = {},
): ReferenceTable {
  const codesById = new Map(Object.entries(alternates))
  for (const [code, id] of Object.entries(ids)) codesById.set(id, code)
  return {
    nativeIdOf: code => (Object.hasOwn(ids, code) ? ids[code] : undefined),
    codeOf: id => codesById.get(id),
    codes: () => Object.keys(ids),
  }
}

/** For a provider whose ids nobody has mapped. */
export const noReferences: ReferenceTable = referenceTable({})
