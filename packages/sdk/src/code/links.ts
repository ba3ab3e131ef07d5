import type { Look, Mark } from './mark.ts'
import { isOther } from './topic.ts'

const REACH = 16
const JOINED_WORDS = 10
const PURPOSE_WORDS = 2
const ENTER_WORDS = 4

// How firmly a text calls a number its code.
const STATED = 4 // "code is 1234"
export const BESIDE = 3 // "code 1234"
const JOINED = 2 // "code to enter Acme: 1234", or a line of its own
export const LOOSE = 1 // "code of Acme 1234"
export const NONE = 0

const LEAST: Readonly<Record<Look, number>> = { plain: LOOSE, odd: BESIDE, misleading: STATED }

/** How firmly a text calls a number its code. */
export function strengthOf(look: Look, marks: readonly Mark[], at: number, isAbout: boolean): number {
  const strength = Math.max(
    strengthBefore(marks, at),
    strengthAfter(marks, at),
    strengthOfEnter(marks, at, isAbout),
    (isAbout && isAlone(marks, at)) || marks.length === 1 ? JOINED : NONE,
  )
  return strength < LEAST[look] ? NONE : strength
}

/** How firmly the words before a number call it a code. */
function strengthBefore(marks: readonly Mark[], at: number): number {
  let [words, isJoined, isApart, isSecond] = [0, false, false, false]
  for (let index = at - 1; index >= Math.max(0, at - REACH); index -= 1) {
    const mark = marks[index] as Mark
    if (mark.kind === 'stop') return NONE
    if (mark.kind === 'code') {
      if (isOther(marks, index)) return NONE
      if (isSecond || (words === 0 && !isApart)) return isJoined ? STATED : BESIDE
      if (isJoined && words === 1 && marks[index + 1]?.kind === 'purpose') return STATED // "code verification: 1234"
      if (isJoined) return words > JOINED_WORDS ? NONE : JOINED
      const isOf = marks.slice(index + 1, index + 3).some(({ kind }) => kind === 'purpose') // "code to log in to your account"
      return isApart || words > looseWords(marks[at]) + (isOf ? PURPOSE_WORDS : 0) ? NONE : LOOSE
    }
    if (mark.kind === 'number' && mark.code !== null && !isLabelled(marks, index)) {
      if (words > 1 || isApart) return NONE
      isSecond = true // "1234 or 5678": as much a code as the first, so that neither is
    } else if (mark.kind === 'is') isJoined ||= words === 0
    else if (mark.kind === 'label' || mark.kind === 'other' || (mark.kind === 'pause' && words > 0)) isApart = true
    else if (mark.kind !== 'pause' && mark.kind !== 'number') words += 1
  }
  return NONE
}

/** Four digits may be anything, so that the word has to stand nearer. */
function looseWords(number: Mark | undefined): number {
  return number?.kind === 'number' && number.code !== null && number.code.length > 4 ? 3 : 2
}

/** How firmly the words after a number call it a code. */
function strengthAfter(marks: readonly Mark[], at: number): number {
  const isJoined = marks[at + 1]?.kind === 'is'
  let [words, isApart] = [0, false]
  const room = looseWords(marks[at])
  for (let index = at + 1; index <= Math.min(marks.length - 1, at + REACH); index += 1) {
    const mark = marks[index] as Mark
    if (mark.kind === 'stop' || (mark.kind === 'number' && mark.code !== null)) return NONE
    if (mark.kind === 'code') {
      if (isOther(marks, index)) return NONE
      if (isJoined) return isApart || words > JOINED_WORDS ? NONE : STATED
      if (words === 0 && !isApart) return BESIDE
      return isApart || words > room ? NONE : LOOSE
    }
    if (mark.kind === 'label' || mark.kind === 'other' || mark.kind === 'pause') isApart = true
    else if (mark.kind !== 'is' && mark.kind !== 'number') words += 1
  }
  return NONE
}

/** How firmly a text asks to type a number: "enter 1234 to log in", "enter in the app: 1234", "log in: 1234 girin". */
function strengthOfEnter(marks: readonly Mark[], at: number, isAbout: boolean): number {
  const isMeant = isAbout || hasPurpose(marks, at)
  if (marks[at - 1]?.kind === 'enter') return hasPurpose(marks, at) ? BESIDE : isAbout ? JOINED : NONE
  const next = marks.slice(at + 1, at + 3).find(({ kind }) => kind !== 'word' && kind !== 'label')
  if (next?.kind === 'enter') return isMeant ? JOINED : NONE
  if (marks[at - 1]?.kind !== 'is') return NONE
  for (let index = at - 2; index >= Math.max(0, at - REACH); index -= 1) {
    const kind = marks[index]?.kind
    if (kind === 'enter' && marks[index + 1]?.kind !== 'number')
      return isMeant || (at - index <= ENTER_WORDS + 2 && endsThought(marks, at)) ? JOINED : NONE
    if (kind === 'stop' || kind === 'other' || kind === 'label' || (kind === 'unit' && !isMeant)) return NONE
  }
  return NONE
}

/** Whether a sentence or a line ends with a number. */
function endsThought(marks: readonly Mark[], at: number): boolean {
  return (marks[at + 1]?.kind ?? 'stop') === 'stop'
}

/** Whether a text says near a number what one types it for. */
function hasPurpose(marks: readonly Mark[], at: number): boolean {
  return marks.slice(Math.max(0, at - REACH), at + REACH).some(({ kind }) => kind === 'purpose')
}

/** Whether a number is known by another name, or counts something. */
export function isLabelled(marks: readonly Mark[], at: number): boolean {
  const [number, before, after] = [marks[at], marks[at - 1], marks[at + 1]]
  if (!number) return false
  if (before?.kind === 'label' || before?.kind === 'other') return true
  if (before?.kind === 'unit' && number.start - before.end <= 2) return true
  if (after?.kind === 'unit' && after.start - number.end <= 1) return true
  const isSigned = before?.kind === 'is' && before.end - before.start === 1
  return isSigned && (marks[at - 2]?.kind === 'label' || marks[at - 2]?.kind === 'other')
}

/** Whether a number is a sentence or a line of its own. */
function isAlone(marks: readonly Mark[], at: number): boolean {
  const [before, after] = [marks[at - 1], marks[at + 1]]
  const heading = marks[at - 2]?.kind
  const isHeaded = before?.kind === 'stop' && (heading === 'label' || heading === 'other')
  return (!before || before.kind === 'stop') && (!after || after.kind === 'stop') && !isHeaded
}
