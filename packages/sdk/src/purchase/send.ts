import type { Provider } from '../provider/provider.ts'
import type { PurchaseContext } from './context.ts'
import type { Deal } from './deal.ts'
import type { Intent, IntentState } from './intent.ts'
import { askedOf, kindOf } from './number.ts'
import { type Outcome, outcomeOfAnswer, outcomeOfError, unknown } from './outcome.ts'
import { referenceOf } from './reference.ts'
import { adopt, closeUnpurchased, recordOurs } from './settle.ts'

/** Where a purchase stands whose answer did not come in time: that it is unknown may not be written yet. */
const IN_DOUBT: readonly IntentState[] = ['sending', 'unknown']
const REPEATS = 3
const PAUSE = 2_000

/**
 * Sends one purchase, and waits for its answer as long as that is worth it. The answer may still come after that. Where the
 * same reference is proven to charge once, what nobody can tell is asked again; everywhere else it is sent once.
 */
export async function send(context: PurchaseContext, intent: Intent, deal: Pick<Deal, 'send'>): Promise<Outcome> {
  const { clock, timing } = context
  const answer = ask(context, intent, deal)
  const answered = new AbortController()
  const silence = clock.sleep(timing.timeout, answered.signal).then(
    () => null,
    () => null,
  )
  const outcome = await Promise.race([answer, silence])
  answered.abort('answered')
  if (outcome) return outcome
  answer.then(late => {
    const note = () => noteLateAnswer(context, intent, late)
    return note().catch(() => context.late.add(note))
  })
  return unknown(`no answer within ${timing.timeout / 1_000} s`)
}

async function ask(context: PurchaseContext, intent: Intent, deal: Pick<Deal, 'send'>): Promise<Outcome> {
  const { provider, clock, timing, random } = context
  const end = clock.elapsed() + timing.timeout
  const first = await askOnce(context, intent, deal)
  if (first.kind !== 'unknown' || !mayRepeat(provider, intent)) return first
  let known = first
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    const pause = PAUSE * 2 ** repeat * (0.5 + random())
    if (clock.elapsed() + pause >= end) break
    await clock.sleep(pause)
    if (clock.elapsed() >= end) break // this process was away meanwhile
    const again = await askOnce(context, intent, deal)
    if (again.kind === 'confirmed') return again
    // Anything else says what came of the repeat, not of the first, unless the provider tells of all under one reference.
    if (again.kind === 'rejected' && (await isRefused(context, intent))) return again
    if (again.kind === 'unknown' && again.hint !== null) known = { ...known, hint: again.hint }
  }
  return known
}

/** Of rentals it is proven where purchases are kept by their reference; a provider made of providers leaves it to nobody. */
function mayRepeat({ members, traits, outcomeOf }: Provider, intent: Intent): boolean {
  if (members !== undefined || traits.honoursReference !== 'proven') return false
  return kindOf(intent) === 'activation' || outcomeOf !== undefined
}

async function isRefused({ provider }: PurchaseContext, intent: Intent): Promise<boolean> {
  const report = await provider.outcomeOf?.(referenceOf(intent), {}).catch(() => null)
  return report?.kind === 'nothing'
}

async function askOnce({ provider }: PurchaseContext, intent: Intent, deal: Pick<Deal, 'send'>): Promise<Outcome> {
  try {
    return outcomeOfAnswer(await deal.send(referenceOf(intent)))
  } catch (error) {
    return outcomeOfError(error, provider.id)
  }
}

/** An answer is the truth also when it comes late, unless its number was given to a purchase of the same kind meanwhile. */
async function noteLateAnswer(context: PurchaseContext, { id }: Intent, outcome: Outcome): Promise<void> {
  const intent = await context.store.get(id)
  if (!intent) return
  if (outcome.kind === 'confirmed') {
    const isAdopted = await adopt(context, intent, outcome.snapshot, [...IN_DOUBT, 'not_purchased'])
    if (!isAdopted) await recordOurs(context, intent, outcome.snapshot) // our own answer named it
  } else if (outcome.kind !== 'unknown') {
    // Under a caller's key an earlier process may have bought: where that can be asked, the answer to this sending is no word on it.
    const isWhole = intent.idempotencyKey === null || !context.provider.outcomeOf
    if (isWhole) await closeUnpurchased(context, id, IN_DOUBT)
  } else {
    const asked = askedOf(intent, outcome.asked)
    const change = { ...(outcome.hint !== null && { hint: outcome.hint }), ...(asked !== null && { asked }) }
    if (Object.keys(change).length > 0) await context.store.transition(id, IN_DOUBT, change)
  }
}
