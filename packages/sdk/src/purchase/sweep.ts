import type { PurchaseContext } from './context.ts'
import type { Intent } from './intent.ts'
import { PREPARED_LIMIT } from './timing.ts'

/** Moves on what a process left behind when it ended. Answers whether there was anything. */
export async function sweep({ store, own, timing, emit }: PurchaseContext, open: readonly Intent[]): Promise<boolean> {
  let hasMoved = false
  for (const { id, state, age } of open) {
    if (own.has(id)) continue
    if (state === 'prepared' && age >= PREPARED_LIMIT) {
      const { kind } = await store.transition(id, ['prepared'], { state: 'failed' })
      hasMoved ||= kind === 'moved'
    }
    if (state === 'sending' && age >= timing.stale) {
      const doubt = 'its process ended before an answer was written down'
      const result = await store.transition(id, ['sending'], { state: 'unknown', doubt })
      if (result.kind !== 'moved') continue
      hasMoved = true
      emit('purchase:unknown', { intent: result.intent })
    }
  }
  return hasMoved
}
