import { cleanText, isStorableId } from './text.ts'

/** What a provider calls one service or country, and what we call it. */
export interface NameRow {
  readonly nativeId: string
  /** Ours; `<provider>:<native id>` where nobody has mapped the id. */
  readonly code: string
  /** The provider's wording. */
  readonly name: string
  /** Whether the provider lists it, or sells it at least. */
  readonly listed: boolean
}

/** A service or a country as a provider lists it. */
export interface Named {
  readonly nativeId: string
  /** Our name for it; `null` when nobody has mapped the id. */
  readonly known: string | null
  readonly name: string
}

/** A native id under which a provider now lists something else, at least by its name. */
export interface Renaming {
  readonly id: string
  readonly from: string
  readonly to: string
}

/** What is to be written so that the names of a provider are what it lists. */
export interface NamePlan {
  /** All that is listed, with our codes. */
  readonly listed: readonly NameRow[]
  /** Those of them that are new or different. */
  readonly changed: readonly NameRow[]
  /** Native ids that are listed no longer. */
  readonly unlisted: readonly string[]
  /** Those that mean another thing of ours by now; their offers go along. */
  readonly moved: readonly NameRow[]
  readonly renamed: readonly Renaming[]
}

/** Compares what a provider lists with what is known of it. */
export function planNames(provider: string, before: readonly NameRow[], entries: readonly Named[]): NamePlan {
  const known = new Map(before.map(row => [row.nativeId, row]))
  const listed = entries.map(entry => readEntry(provider, entry, known.get(entry.nativeId)))
  const ids = new Set(listed.map(({ nativeId }) => nativeId))
  const pairs = listed.map(row => ({ row, old: known.get(row.nativeId) }))
  return {
    listed,
    changed: pairs.filter(({ row, old }) => !old || !isSame(old, row)).map(({ row }) => row),
    unlisted: before.filter(row => row.listed && !ids.has(row.nativeId)).map(({ nativeId }) => nativeId),
    moved: pairs.filter(({ row, old }) => old && old.code !== row.code).map(({ row }) => row),
    renamed: pairs.flatMap(({ row, old }) =>
      old && old.name !== row.name ? [{ id: row.nativeId, from: old.name, to: row.name }] : [],
    ),
  }
}

function readEntry(provider: string, { nativeId, known, name }: Named, before: NameRow | undefined): NameRow {
  // An id that only the offers mention says nothing of what it means: a list that is short must not rename half the catalog.
  if (before && known === null && name === nativeId) return { ...before, listed: true }
  return {
    nativeId,
    code: isStorableId(known) ? known : `${provider}:${nativeId}`,
    name: cleanText(name) || nativeId,
    listed: true,
  }
}

function isSame(left: NameRow, right: NameRow): boolean {
  return left.code === right.code && left.name === right.name && left.listed === right.listed
}
