import { hashOf, isSameHash } from '../http/auth/token.ts'

/** An address that a provider was told: its secret lets calls in, and is kept as its hash. */
export interface Receiver {
  readonly account: string
  readonly hash: Buffer
}

/** Whether a call may come in. Compares with every receiver, always with all of them. */
export function isReceiver(receivers: readonly Receiver[], account: string, secret: string): boolean {
  const hash = hashOf(secret)
  return receivers.filter(known => isSameHash(known.hash, hash) && known.account === account).length > 0
}
