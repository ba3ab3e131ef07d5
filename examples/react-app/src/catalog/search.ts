/** A text as it is compared: without case, accents and marks. */
export const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/**
 * Those of which a name contains what was typed, in their order; but first those whose name begins with it, then those of
 * which a word does. Nothing typed: all.
 */
export function search<Item>(
  items: readonly Item[],
  typed: string,
  namesOf: (item: Item) => readonly string[],
): readonly Item[] {
  const wanted = fold(typed)
  if (wanted === '') return items
  const ranked: [Item[], Item[], Item[]] = [[], [], []]
  for (const item of items) {
    const rank = Math.min(...namesOf(item).map(name => rankOf(fold(name), wanted)))
    ranked[rank]?.push(item)
  }
  return ranked.flat()
}

function rankOf(name: string, wanted: string): number {
  if (name.startsWith(wanted)) return 0
  if (name.includes(` ${wanted}`)) return 1
  return name.includes(wanted) || name.replaceAll(' ', '').includes(wanted.replaceAll(' ', ''))
    ? 2
    : Number.POSITIVE_INFINITY
}
