import { createHash, timingSafeEqual } from 'node:crypto'

/** 32 random bytes are this long in base64url. */
const SHORTEST = 43
const LONGEST = 512
/** Random text of this length has more different characters than this; a pattern or a repeated word has not. */
const FEWEST_DIFFERENT = 12
const SAMPLE = /example|changeme|change-me|secret|password|token|your|test|sample|dummy|xxxx|1234567|abcdefg/i

/** Why nobody should be let in by this token; `null` when nothing speaks against it. */
export function weaknessOf(token: string): string | null {
  if (!/^[\w.~+/=-]*$/.test(token)) return 'has characters that do not belong in a bearer token'
  if (token.length > LONGEST) return `is longer than ${LONGEST} characters`
  if (token.length < SHORTEST) return `is shorter than ${SHORTEST} characters`
  if (SAMPLE.test(token) || new Set(token).size < FEWEST_DIFFERENT) return 'does not look random'
  return null
}

/** What is kept of a token. */
export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

/** Whether two hashes are the same, in a time that tells nothing. */
export const isSameHash = (left: Buffer, right: Buffer): boolean =>
  left.length === right.length && timingSafeEqual(left, right)
