import { BESIDE, isAboutCode, isLabelled, LOOSE, NONE, strengthOf } from './links.ts'
import { readMarks } from './marks.ts'
import { LONGEST_TEXT, plainText } from './plain-text.ts'

const LONGEST_CODE = 16 // so near to where a long text was cut a number may lack its end

/**
 * Finds the verification code in the text of an SMS, or `null` where there is none to be sure of: none at all, or two
 * that differ. Reads the first 2 KB.
 *
 * The answer is what one types: `123 456` and `123-456` give `123456`, `٤٨٢٩` gives `4829`, `G-004567` gives `004567`
 * since the form shows `G-`; capitals mixed with digits stay as they are, `7KQ2-9XMB`.
 */
export function extractCode(text: string): string | null {
  const plain = plainText(text)
  const bound = domainBoundCode(plain)
  if (bound !== null) return bound
  const marks = readMarks(plain)
  const isAbout = isAboutCode(marks)
  const end = text.length > LONGEST_TEXT ? plain.length - LONGEST_CODE : plain.length
  const found = marks.flatMap((mark, at) =>
    mark.kind === 'number' && mark.code !== null && mark.end <= end && !isLabelled(marks, at)
      ? [{ code: mark.code, strength: Math.min(BESIDE, strengthOf(mark.look, marks, at, isAbout)) }]
      : [],
  )
  const best = Math.max(NONE, ...found.map(({ strength }) => strength))
  const rivals = best === NONE ? [] : found.filter(({ strength }) => strength === best || best === LOOSE)
  const codes = new Set(rivals.map(({ code }) => code))
  return codes.size === 1 ? ([...codes][0] ?? null) : null
}

/** `@example.com #123456` in the last line, which says to programs what the code is. */
function domainBoundCode(plain: string): string | null {
  const line = plain.split('\n').at(-1) ?? ''
  const [domain = '', hash = ''] = line.split(' ')
  if (!domain.startsWith('@') || !domain.includes('.') || !hash.startsWith('#')) return null
  const code = hash.slice(1)
  const digits = code.replaceAll('-', '')
  const isNumber = [...digits].every(char => char >= '0' && char <= '9')
  return digits.length >= 4 && digits.length <= LONGEST_CODE ? (isNumber ? digits : code) : null
}
