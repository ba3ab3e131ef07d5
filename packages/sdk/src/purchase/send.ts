import type { PurchaseOrder } from '../provider/purchase.ts'
import type { PurchaseContext } from './context.ts'
import type { Intent, IntentState } from './intent.ts'
import { type Outcome, outcomeOfAnswer, outcomeOfError } from './outcome.ts'
import { adopt, closeUnpurchased, recordOrphan } from './settle.ts'

/** Where a purchase stands whose answer did not come in time: that it is unknown may not be written yet. */
const IN_DOUBT: readonly IntentState[] = ['sending', 'unknown']

/** Sends one purchase, once, and waits for its answer as long as that is worth it. The answer may still come after that. */
export async function send(context: PurchaseContext, intent: Intent, order: PurchaseOrder): Promise<Outcome> {
  const { clock, timing } = context
  const answer = ask(context, order)
  const answered = new AbortController()
  const silence = clock.sleep(timing.timeout, answered.signal).then(
    () => null,
    () => null,
  )
  const outcome = await Promise.race([answer, silence])
  answered.abort('answered')
  if (outcome) return outcome
  answer.then(late => {
    const note = () => noteLateAnswer(context, intent.id, late)
    return note().catch(() => context.late.add(note))
  })
  return { kind: 'unknown', doubt: `no answer within ${timing.timeout / 1_000} s`, hint: null }
}

async function ask({ provider }: PurchaseContext, order: PurchaseOrder): Promise<Outcome> {
  try {
    return outcomeOfAnswer(await provider.activations.purchase(order, {}))
  } catch (error) {
    return outcomeOfError(error, provider.id)
  }
}

/** An answer is the truth also when it comes late, unless its number was given to a purchase of the same kind meanwhile. */
async function noteLateAnswer(context: PurchaseContext, id: string, outcome: Outcome): Promise<void> {
  const intent = await context.store.get(id)
  if (!intent) return
  if (outcome.kind === 'confirmed') {
    const isAdopted = await adopt(context, intent, outcome.snapshot, [...IN_DOUBT, 'not_purchased'])
    if (!isAdopted) await recordOrphan(context, outcome.snapshot, true) // our own answer named it
  } else if (outcome.kind !== 'unknown') await closeUnpurchased(context, id, IN_DOUBT)
  else if (outcome.hint !== null) await context.store.transition(id, IN_DOUBT, { hint: outcome.hint })
}
