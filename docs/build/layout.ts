/** Columns from which on a table needs the room of the outline. */
const WIDE = 6

/** A page whose table is wide, or that has nothing to outline, has no outline beside it. */
export function laidOut(page: string): string {
  const rules = page.match(/^\|(?:\s*:?-+:?\s*\|)+$/gm) ?? []
  const isWide = rules.some(rule => rule.split('|').length - 2 >= WIDE)
  if (!isWide && /^##/m.test(page)) return page
  return page.startsWith('---\n') ? page.replace('---\n', '---\naside: false\n') : `---\naside: false\n---\n\n${page}`
}
