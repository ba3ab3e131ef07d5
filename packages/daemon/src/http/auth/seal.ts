import { createHmac, randomBytes } from 'node:crypto'
import { isSameHash } from './token.ts'

const SECRET = 32
const SEAL = 16
/** The bytes of a secret and its seal in base64url. */
const SEALED = /^[\w-]{64}$/

/** A random secret that shows by itself under whose hash it was made, so that a made-up one costs no look at the database. */
export function sealedSecret(hash: Buffer): string {
  const secret = randomBytes(SECRET)
  return Buffer.concat([secret, sealOf(secret, hash)]).toString('base64url')
}

/** Whether it was made under one of these hashes. That it still counts, only the database tells. */
export function isSealedBy(hashes: readonly Buffer[], text: string): boolean {
  if (!SEALED.test(text)) return false
  const bytes = Buffer.from(text, 'base64url')
  const secret = bytes.subarray(0, SECRET)
  return hashes.some(hash => isSameHash(sealOf(secret, hash), bytes.subarray(SECRET)))
}

const sealOf = (secret: Buffer, hash: Buffer) => createHmac('sha256', hash).update(secret).digest().subarray(0, SEAL)
