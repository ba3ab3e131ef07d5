import type { WordKind } from './words.ts'

/** What a text consists of for who looks for a code: numbers, words that speak of them, and where a thought ends. */
export type Mark = NumberMark | OtherMark

/** A number in a text, `code` being what one would type if it is a code at all; `null` where its shape rules that out. */
export interface NumberMark {
  readonly kind: 'number'
  readonly start: number
  readonly end: number
  readonly code: string | null
  readonly look: Look
}

/**
 * How much a number looks like a code.
 *
 * - `plain`: like one
 * - `odd`: like few; a code where the word stands beside it
 * - `misleading`: like a year, a date or a telephone; a code only where the text says that it is
 */
export type Look = 'plain' | 'odd' | 'misleading'

export interface OtherMark {
  readonly kind: WordKind | 'word' | 'pause' | 'stop'
  readonly start: number
  readonly end: number
}
