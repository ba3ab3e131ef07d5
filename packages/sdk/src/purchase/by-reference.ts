import type { PurchaseReport } from '../provider/outcome.ts'
import { retire } from './alive.ts'
import type { PurchaseContext } from './context.ts'
import { judgeMiss } from './decision.ts'
import type { Intent } from './intent.ts'
import { type LookMemory, noteMiss, sinceMissed } from './look-memory.ts'
import { referenceOf } from './reference.ts'
import { adopt, closeUnpurchased } from './settle.ts'

/** Clears up what is unknown at a provider that keeps purchases by their reference: nothing is guessed from a list. */
export async function askByReference(context: PurchaseContext, memory: LookMemory, signal: AbortSignal): Promise<void> {
  const { provider, store, clock } = context
  await retire(context, await store.list(provider.id, 'alive'))
  const open = await store.list(provider.id, 'open')
  for (const intent of open.filter(({ state }) => state === 'unknown')) {
    const at = clock.elapsed()
    // An error is no answer; the next turn asks again.
    const report = await provider.outcomeOf?.(referenceOf(intent), { signal }).catch(() => null)
    if (report) await takeReport(context, memory, intent, report, at)
  }
}

/** What never arrived may still arrive for a while, as what is on no list may still come there. */
async function takeReport(
  context: PurchaseContext,
  memory: LookMemory,
  intent: Intent,
  report: PurchaseReport,
  at: number,
): Promise<void> {
  const { id } = intent
  if (report.kind === 'bought') await adopt(context, intent, report.snapshot)
  else if (report.kind === 'nothing') await closeUnpurchased(context, id)
  else if (report.kind === 'missing') {
    const decision = judgeMiss(intent, context.timing, sinceMissed(memory, id, at))
    if (decision.kind === 'close') await closeUnpurchased(context, id)
    else noteMiss(memory, id, at)
  }
}
