import type { CallOptions } from '../provider/call-options.ts'
import { untilAborted } from '../utils/abort.ts'

/** Reads what `key` stands for, or waits for the answer that is on its way already. */
type SharedReads<T> = (key: string, read: () => Promise<T>, call: CallOptions) => Promise<T>

/**
 * One answer for all who ask for the same while it is on its way, so that a hundred ids looked up at once cost one list. Who
 * leaves takes nothing from the others.
 */
export function createSharedReads<T>(): SharedReads<T> {
  const answers = new Map<string, Promise<T>>()
  return async (key, read, { signal }) => {
    signal?.throwIfAborted()
    const answer = answers.get(key) ?? read().finally(() => answers.delete(key))
    answers.set(key, answer)
    return untilAborted(answer, signal)
  }
}
