import { plainText } from './plain-text.ts'
import { isDigit, isLetter } from './signs.ts'
import { STEMS, type WordKind } from './words.ts'

interface Word {
  readonly stem: string
  readonly kind: WordKind
  readonly opens: boolean
  readonly closes: boolean
}

const wordsByStart = new Map<number, Word[]>()
for (const [kind, stems] of Object.entries(STEMS) as [WordKind, string][]) {
  for (const written of plainText(stems).split(' ')) {
    const stem = written.replaceAll('_', '').replaceAll('+', ' ')
    const start = startAt(stem, 0)
    const word = { stem, kind, opens: written.startsWith('_'), closes: written.endsWith('_') }
    const words = [...(wordsByStart.get(start) ?? []), word]
    wordsByStart.set(
      start,
      words.sort((left, right) => right.stem.length - left.stem.length),
    )
  }
}

/** The longest known word at `at`, in a text of which `lower` is the lower case. */
export function findWord(text: string, lower: string, at: number): Word | undefined {
  const start = startAt(lower, at)
  return firstThatFits(wordsByStart.get(start), text, lower, at) ?? firstThatFits(wordsByStart.get(start & ~0xffff), text, lower, at)
}

function firstThatFits(words: readonly Word[] | undefined, text: string, lower: string, at: number): Word | undefined {
  return words?.find(
    ({ stem, opens, closes }) =>
      lower.startsWith(stem, at) &&
      !(opens && isPart(text, at - 1)) &&
      !(closes && isPart(text, at + stem.length)) &&
      !(stem === 'cod' && text.startsWith('COD', at)), // cash on delivery
  )
}

/** The first two signs as one number, the second being 0 where a word has but one. */
function startAt(text: string, at: number): number {
  return (text.charCodeAt(at) << 16) | text.charCodeAt(at + 1)
}

function isPart(text: string, at: number): boolean {
  return isLetter(text, at) || isDigit(text, at)
}
