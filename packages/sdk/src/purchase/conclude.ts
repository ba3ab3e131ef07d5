import type { OneSmsError } from '../errors/base.ts'
import type { Money } from '../money/money.ts'
import type { NumberSnapshot } from '../provider/rental-snapshot.ts'
import type { Purchase } from './api.ts'
import { outcomeUnknown } from './await-outcome.ts'
import type { PurchaseContext } from './context.ts'
import type { Engine } from './engine.ts'
import type { Intent, IntentFlag } from './intent.ts'
import { askedOf, kindOf, ownedBy } from './number.ts'
import { priceFlags, type UnknownOutcome, unknown } from './outcome.ts'
import { claim, record } from './record.ts'
import { toRefusal } from './refusal.ts'
import { isTooDear, replay, tooDear } from './replay.ts'
import { recordOurs } from './settle.ts'
import type { Callers } from './shared-run.ts'
import { isUnwanted } from './unwanted.ts'
import { isListed, readWitness } from './witness.ts'

/** Commits that a number was bought, or more time on one. Its caller gets it also when that cannot be written down yet. */
export async function confirm(
  engine: Engine,
  intent: Intent,
  snapshot: NumberSnapshot,
  callers: Callers,
): Promise<Purchase<NumberSnapshot>> {
  const { context } = engine
  const { provider, emit } = context
  const price = priceFlags(snapshot.price, intent.maxPrice, provider.currency)
  const activationId = ownedBy(intent, snapshot)
  const ended = kindOf(intent) === 'extension' // no list is expected to hold it
  const change = { state: 'confirmed', activationId, snapshot, ended, flags: flagged(price, callers) } as const
  const result = await claim(context, intent.id, change)
  if (result?.kind === 'owned') {
    const words = `the answer names ${activationId}, which another purchase owns`
    return doubt(engine, intent, { ...unknown(words), asked: snapshot.provider }, null, callers)
  }
  if (result?.kind === 'passed') {
    // It was given another number meanwhile, or none: the one that our own answer named is ours all the same.
    const note = () => recordOurs(context, intent, snapshot)
    await note().catch(() => context.late.add(note))
    return replay(context, result.intent ?? intent)
  }

  const confirmed = await withFlagOfNow(context, result?.intent ?? { ...intent, ...change }, callers)
  emit('purchase:confirmed', { intent: confirmed, snapshot, durable: result !== null })
  if (isUnwanted(confirmed)) emit('purchase:unwanted', { intent: confirmed, snapshot })
  if (isTooDear(confirmed)) throw tooDear(provider.id, confirmed)
  return { intent: confirmed, snapshot, durable: result !== null }
}

/** Commits a refusal and throws it. */
export async function reject({ context }: Engine, intent: Intent, error: OneSmsError): Promise<never> {
  await record(context, intent.id, ['sending', 'unknown'], { state: 'rejected', refusal: toRefusal(error) })
  throw error
}

/** Commits that nobody can tell, has it looked for, and says so; or answers what was found out meanwhile. */
export async function doubt(
  engine: Engine,
  intent: Intent,
  outcome: UnknownOutcome,
  before: Money | null,
  callers: Callers,
): Promise<Purchase<NumberSnapshot>> {
  const { context, patrol } = engine
  const { doubt, hint } = outcome
  const asked = askedOf(intent, outcome.asked)
  const known = {
    doubt,
    asked,
    witness: await witnessOf(context, { ...intent, asked }, before),
    ...(hint !== null && { hint }),
  } // an answer that came late may have named it already
  const change = { ...known, state: 'unknown' as const, flags: flagged([], callers) }
  // Where this is written late, the patrol may have called it unknown before; it does not know the hint.
  const result = await record(context, intent.id, ['sending', 'unknown'], change)
  if (result?.kind === 'passed' && result.intent) return replay(context, result.intent)
  const doubtful = result?.kind === 'moved' ? result.intent : { ...intent, ...change }
  context.emit('purchase:unknown', { intent: doubtful })
  context.own.delete(intent.id) // from here on it is the patrol's
  patrol.wake()
  throw outcomeUnknown(engine, doubtful)
}

/** The balance before and after, where it is the witness of the one provider that may have sold. */
async function witnessOf(context: PurchaseContext, intent: Intent, before: Money | null) {
  if (!before || isListed(context.provider, intent)) return null
  return { before, after: await readWitness(context, intent) }
}

function flagged(flags: readonly IntentFlag[], callers: Callers): readonly IntentFlag[] {
  return callers.areWaiting() ? flags : [...flags, 'aborted']
}

/** The caller may have left while the answer was written, and another of the same key may have come. */
async function withFlagOfNow(context: PurchaseContext, intent: Intent, callers: Callers): Promise<Intent> {
  const isAborted = intent.flags.includes('aborted')
  if (callers.areWaiting() !== isAborted) return intent
  const flags = flagged(
    intent.flags.filter(flag => flag !== 'aborted'),
    callers,
  )
  await record(context, intent.id, ['confirmed'], { flags })
  return { ...intent, flags }
}
