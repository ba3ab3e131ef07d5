import { createHash } from 'node:crypto'

/**
 * What an SMS is called where its text must not be known. The id that the SDK gives an SMS may hold the code itself, and
 * codes are few: the random id of the purchase keeps them from being tried.
 */
export function messageMark(intentId: string, messageId: string): string {
  return createHash('sha256').update(`${intentId}\0${messageId}`).digest('base64url').slice(0, 22)
}
