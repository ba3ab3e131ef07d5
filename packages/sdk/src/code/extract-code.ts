import { domainBoundCode } from './domain-bound.ts'
import { BESIDE, isLabelled, LOOSE, NONE, strengthOf } from './links.ts'
import type { Mark } from './mark.ts'
import { readMarks } from './marks.ts'
import { plainText } from './plain-text.ts'
import { isAboutCode, isAboutPickup } from './topic.ts'

const LONGEST_TEXT = 2048
const LONGEST_PLAIN = 3 * LONGEST_TEXT // one sign may stand for eighteen
const LONGEST_CODE = 16 // so near to where a long text was cut a number may lack its end

/**
 * Finds the verification code in the text of an SMS, or `null` where there is none to be sure of: none at all, or two
 * that differ. Reads the first 2 KB.
 *
 * The answer is what one types: `123 456` and `123-456` give `123456`, `٤٨٢٩` gives `4829`, `G-004567` gives `004567`
 * since the form shows `G-`; letters and digits by turns stay as they are, `7KQ2-9XMB`.
 */
export function extractCode(text: string): string | null {
  const whole = plainText(text.slice(0, LONGEST_TEXT)).trim()
  const plain = whole.slice(0, LONGEST_PLAIN)
  const isCut = text.length > LONGEST_TEXT || whole.length > LONGEST_PLAIN
  const bound = isCut ? null : domainBoundCode(plain)
  if (bound !== null || !/\d/.test(plain)) return bound
  return likeliestCode(readMarks(plain), plain.length - (isCut ? LONGEST_CODE : 0))
}

/** The number that a text calls its code most firmly, of those that end before `end`. */
function likeliestCode(marks: readonly Mark[], end: number): string | null {
  if (isAboutPickup(marks)) return null
  const isAbout = isAboutCode(marks)
  const found: { code: string; strength: number }[] = []
  for (const [at, mark] of marks.entries()) {
    if (mark.kind !== 'number' || mark.code === null || mark.end > end || isLabelled(marks, at)) continue
    found.push({ code: mark.code, strength: Math.min(BESIDE, strengthOf(mark.look, marks, at, isAbout)) })
  }
  const best = Math.max(NONE, ...found.map(({ strength }) => strength))
  const rivals = best === NONE ? [] : found.filter(({ strength }) => strength === best || best === LOOSE)
  const codes = new Set(rivals.map(({ code }) => code))
  return codes.size === 1 ? ([...codes][0] ?? null) : null
}
