import type { Mark } from './mark.ts'

/** Whether a text speaks of a code at all, or asks to type what does the same. */
export function isAboutCode(marks: readonly Mark[]): boolean {
  const kinds = new Set(marks.map(({ kind }) => kind))
  return (
    (kinds.has('enter') && kinds.has('purpose')) ||
    marks.some((mark, at) => mark.kind === 'code' && !isOther(marks, at))
  )
}

/** Whether a text is about a thing to be fetched and about nothing to verify, so that its code opens a locker. */
export function isAboutPickup(marks: readonly Mark[]): boolean {
  const kinds = new Set(marks.map(({ kind }) => kind))
  return kinds.has('pickup') && !kinds.has('purpose')
}

/** Whether a word for code is of a kind that verifies nothing. */
export function isOther(marks: readonly Mark[], at: number): boolean {
  const before = marks[at - 1]?.kind === 'is' ? marks[at - 2] : marks[at - 1]
  const after = marks[at + 1]?.kind === 'word' ? marks[at + 2] : marks[at + 1] // "code de retrait"
  return [before, marks[at + 1], after].some(mark => mark?.kind === 'other')
}
