import type { Clock } from '../utils/clock.ts'
import { nativeIdOf } from './native-id.ts'

/** Which number an answer is about, and when it was asked for. */
export interface Identified {
  readonly id: string
  readonly provider: string
  readonly nativeId: string
  readonly observedAt: Date
}

/** Asks the host about one number. An answer is as old as its question: of two that overtake each other, the later asked is the newer. */
export async function askAbout<Told>(
  id: string,
  operation: string,
  { provider, clock }: { readonly provider: string; readonly clock: Clock },
  ask: (nativeId: string) => Promise<Told>,
): Promise<Told & Identified> {
  const nativeId = nativeIdOf(id, provider, operation)
  const observedAt = new Date(clock.now())
  return { id, provider, nativeId, observedAt, ...(await ask(nativeId)) }
}
