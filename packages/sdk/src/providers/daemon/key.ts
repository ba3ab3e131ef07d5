import type { PurchaseReference } from '../../provider/outcome.ts'

const AS_IT_IS = /^[\x21-\x7e]{1,128}$/

/** What a purchase is kept by at the daemon: the caller's key, or the id of the purchase. What no header holds is hashed. */
export async function keyOf({ idempotencyKey, intentId }: PurchaseReference): Promise<string> {
  const key = idempotencyKey ?? intentId
  if (AS_IT_IS.test(key)) return key
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(key))
  return `sha256:${Array.from(new Uint8Array(digest), byte => byte.toString(16).padStart(2, '0')).join('')}`
}
