import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { weaknessOf } from '../http/auth/token.ts'
import type { Environment } from './env.ts'

/** The variable with the key of the hashes of phones. It never stands in a file, nor in the database. */
export const PHONE_KEY = 'ONESMS_PHONE_KEY'

/** How long what is private is kept. */
export const privacySection = z.strictObject({
  /** Hours that the text of an SMS, and the code in it, are kept. Default 24. 0: no longer than to the next run of `prune`. */
  textHours: z.int().min(0).max(8_760).default(24),
  /** Days that a phone is kept whole after the end of its number. Default 7. 0: no longer than to the next run of `prune`. */
  phoneDays: z.int().min(0).max(3_650).default(7),
})

/** Makes of a phone what it can be recognised by; `null` where there is no key for it, and then nothing of it is kept. */
export type HashPhone = ((phone: string) => string) | null

/** The hash of phones by the key of the environment. Whoever has the database alone cannot try all phones. */
export function readPhoneKey(environment: Environment): {
  readonly hashPhone: HashPhone
  readonly mistakes: readonly string[]
} {
  const key = environment[PHONE_KEY]
  if (!key) return { hashPhone: null, mistakes: [] }
  const weakness = weaknessOf(key)
  if (weakness !== null) {
    return { hashPhone: null, mistakes: [`${PHONE_KEY}: ${weakness}; make one by: openssl rand -base64 48`] }
  }
  return { hashPhone: phone => createHmac('sha256', key).update(phone).digest('hex'), mistakes: [] }
}
