import { NotFoundError } from '../errors/activation.ts'
import type { CallOptions } from '../provider/call-options.ts'
import type { NumberSnapshot } from '../provider/rental-snapshot.ts'
import { untilAborted } from '../utils/abort.ts'
import type { Engine } from './engine.ts'
import type { BalanceWitness, Intent } from './intent.ts'
import { kindOf } from './number.ts'
import { operationOf } from './operation.ts'
import { replay } from './replay.ts'
import { PurchaseUnknownError } from './unknown-error.ts'
import { canBeListed, isListed, readWitness } from './witness.ts'

/** The error for a purchase of which nobody can tell; it knows how to wait for the outcome. */
export function outcomeUnknown(
  engine: Engine,
  intent: Intent,
  witness: BalanceWitness | null = intent.witness,
): PurchaseUnknownError<NumberSnapshot> {
  const { context } = engine
  return new PurchaseUnknownError(
    {
      provider: context.provider.id,
      operation: operationOf(intent),
      intentId: intent.id,
      doubt: intent.doubt ?? 'it is on its way',
      candidates: intent.candidates,
      witness,
    },
    call => awaitOutcome(engine, intent.id, call),
  )
}

/** Waits until a purchase is settled: its number, or `null` when it bought nothing. */
export async function awaitOutcome(
  engine: Engine,
  id: string,
  { signal }: CallOptions,
): Promise<NumberSnapshot | null> {
  const { context, patrol } = engine
  for (;;) {
    signal?.throwIfAborted()
    const intent = await context.store.get(id)
    if (!intent) throw noSuchIntent(context.provider.id, id)
    if (intent.state === 'confirmed') return replay(context, intent).snapshot
    if (intent.state !== 'unknown' && intent.state !== 'sending') return null
    if (isUpToPeople(engine, intent)) throw outcomeUnknown(engine, intent, await currentWitness(engine, intent))
    await untilAborted(patrol.nextNews(signal), signal)
  }
}

export function noSuchIntent(provider: string, id: string): NotFoundError {
  return new NotFoundError(`no purchase has the id ${id}`, { provider, operation: 'purchases.get' })
}

/** Whether looking further would tell nothing new. */
function isUpToPeople({ context, patrol }: Engine, intent: Intent): boolean {
  if (patrol.isStopped()) return true
  if (intent.state !== 'unknown') return false
  const { age, hint, candidates, flags } = intent
  if (flags.includes('left_to_people') && candidates.length > 0) return true
  if (!canBeListed(context.provider, intent)) return hint === null || age > context.timing.life
  if (context.provider.outcomeOf) return false
  if (kindOf(intent) === 'extension' && age > context.timing.life) return true
  // Its own answer named a number, which may still show.
  const hasCandidates = candidates.length > 0 && (hint === null || age > context.timing.life)
  return age >= context.timing.horizon && (hasCandidates || !isListed(context.provider, intent))
}

async function currentWitness({ context }: Engine, intent: Intent): Promise<BalanceWitness | null> {
  const { witness } = intent
  return witness && { before: witness.before, after: await readWitness(context, intent) }
}
