import type { NumberMark } from './mark.ts'

/** What one would type for a number, and how much it looks like a code. */
export type Reading = Pick<NumberMark, 'code' | 'look'>

export const NO_CODE: Reading = { code: null, look: 'plain' }

const WRITTEN =
  /^(?:\d{4,8}|\d{3}[ -]\d{3}|\d{4}[ -]\d{4}|\d\d([ -])\d\d\1\d\d|\d\d(?: \d\d){3}|\d(?: \d){3,7}|\d\d-\d{3}|\d{3}-\d\d)$/
const ODD = /^(?:\d\d(?: \d\d){3}|\d\d-\d{3}|\d{3}-\d\d)$/
const DAY = '(?:0[1-9]|[12]\\d|3[01])'
const MONTH = '(?:0[1-9]|1[0-2])'
const YEAR = '(?:19|20)\\d\\d'
const DATE = `(?:${DAY}-?${MONTH}|${MONTH}-?${DAY})`
const SHORT_DATE = new RegExp(`^(?:${DATE}-\\d\\d|\\d\\d-${DATE})$`)
const MISLEADING = new RegExp(`^(?:\\d{7}|${YEAR}|${YEAR}-?${DATE}|${DATE}-?${YEAR})$`)

/** `123 456`, `12 34 56`, `1 2 3 4`: one code, given room. */
export function isSpacedOut(digits: string): boolean {
  return digits.includes(' ') && WRITTEN.test(digits)
}

/** Nine digits and more in short groups, as telephones, cards and bank accounts are written. */
export function isTelephone(digits: string): boolean {
  const isGrouped = digits.length > 9 && /[ -]/.test(digits) && !/[^\d -]/.test(digits)
  return isGrouped && bare(digits).length >= 9 && (/^[08]/.test(digits) || !/\d{6}/.test(digits))
}

/** Reads digits that belong together, with what separates them. */
export function readShape(digits: string): Reading {
  if (!WRITTEN.test(digits) || SHORT_DATE.test(digits)) return NO_CODE
  return { code: bare(digits), look: ODD.test(digits) ? 'odd' : MISLEADING.test(digits) ? 'misleading' : 'plain' }
}

function bare(digits: string): string {
  return digits.replace(/\D+/g, '')
}
