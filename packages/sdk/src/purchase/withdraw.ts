import type { PurchaseContext } from './context.ts'
import type { Intent } from './intent.ts'

/** Gives up an intent of which nothing was sent. */
export async function withdraw({ store, late }: PurchaseContext, intent: Intent): Promise<void> {
  const write = async () => {
    const { kind } = await store.transition(intent.id, ['prepared'], { state: 'failed' })
    if (kind === 'passed' && isOursAlone(intent)) {
      await store.transition(intent.id, ['sending'], { state: 'not_sent' })
    }
  }
  await write().catch(() => late.add(write))
}

/** Commits that what we were about to send never left. `false`: that is not written. */
export async function recordNotSent({ store, late }: PurchaseContext, intent: Intent): Promise<boolean> {
  const write = () => store.transition(intent.id, ['sending'], { state: 'not_sent' })
  try {
    return (await write()).kind === 'moved'
  } catch {
    // It may be written all the same, and the intent sent again by its key: a second write would take that back.
    if (isOursAlone(intent)) late.add(write)
    return false
  }
}

/** With a key another call, also in another process, may begin the intent: then that it is being sent is true. */
function isOursAlone({ idempotencyKey }: Intent): boolean {
  return idempotencyKey === null
}
