import { readDigits } from './digits.ts'
import { findWord } from './find-word.ts'
import type { Mark } from './mark.ts'
import { readMixed } from './mixed.ts'
import { isDigit, isJoinedLetter, isLetter } from './signs.ts'

const PREFIXES = ['G-', 'FB-']
const ENDING = 8 // letters after a stem that still belong to it

/**
 * Reads letters from `at` up to the end of the first word that is known, else all of them and the digits that belong to them.
 * Adds what it finds to `marks`, and gives where it ended.
 */
export function readLetters(text: string, lower: string, at: number, marks: Mark[]): number {
  const prefixEnd = endOfPrefix(text, at)
  if (prefixEnd > at) return readDigits(text, prefixEnd, marks)
  let end = at
  while (isLetter(text, end)) {
    const word = findWord(text, lower, end)
    if (word) {
      if (end - at > ENDING) marks.push({ kind: 'word', start: at, end })
      marks.push(word)
      return word.end
    }
    end += 1
  }
  let joined = end
  while (isDigit(text, end) && joined > at && isJoinedLetter(text, joined - 1)) joined -= 1
  const isEnding = isLetter(text, at - 1) && joined - at <= ENDING
  if (joined > at && !isEnding) marks.push({ kind: 'word', start: at, end: joined })
  return joined < end ? readMixed(text, joined, marks) : end
}

/** Where a prefix ends that the form shows already, as in `G-004567`; `at` where there is none. */
function endOfPrefix(text: string, at: number): number {
  const prefix = PREFIXES.find(shown => text.startsWith(shown, at))
  return prefix && isDigit(text, at + prefix.length) && !isLetter(text, at - 1) ? at + prefix.length : at
}
