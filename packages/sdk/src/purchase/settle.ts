import type { PurchaseTarget } from '../provider/purchase.ts'
import type { NumberSnapshot } from '../provider/rental-snapshot.ts'
import type { PurchaseContext } from './context.ts'
import type { Candidates } from './decision.ts'
import type { Intent, IntentState } from './intent.ts'
import { isRental, kindOf, ownedBy } from './number.ts'
import { priceFlags } from './outcome.ts'
import { isUnwanted } from './unwanted.ts'

/**
 * Gives a number to an intent that was in doubt, or to an extension its time. `false`: the number, or the intent, has gone
 * another way meanwhile.
 */
export async function adopt(
  { store, provider, emit }: PurchaseContext,
  intent: Intent,
  snapshot: NumberSnapshot,
  from: readonly IntentState[] = ['unknown'],
  activationId: string = ownedBy(intent, snapshot),
): Promise<boolean> {
  const isExtension = kindOf(intent) === 'extension'
  // What a rental costs is not what more time on it does.
  const price = isExtension ? null : snapshot.price
  const flags = new Set([...intent.flags, ...priceFlags(price, intent.maxPrice, provider.currency)])
  const result = await store.transition(intent.id, from, {
    state: 'confirmed',
    activationId,
    snapshot: { ...snapshot, price },
    flags: [...flags],
    ...(isExtension && { ended: true }),
  })
  if (result.kind !== 'moved') return false
  emit('purchase:resolved', { intent: result.intent, snapshot })
  if (isUnwanted(result.intent)) emit('purchase:unwanted', { intent: result.intent, snapshot })
  return true
}

/** Closes an intent that was in doubt: it bought nothing. `false`: it has gone another way meanwhile. */
export async function closeUnpurchased(
  { store, emit }: PurchaseContext,
  id: string,
  from: readonly IntentState[] = ['unknown'],
): Promise<boolean> {
  const result = await store.transition(id, from, { state: 'not_purchased' })
  if (result.kind !== 'moved') return false
  emit('purchase:resolved', { intent: result.intent, snapshot: null })
  return true
}

/**
 * Writes down which numbers an unknown purchase may have bought, without their SMS: as they were seen first, and beside
 * those that another process has seen meanwhile.
 */
export async function nameCandidates(
  { store }: PurchaseContext,
  intent: Intent,
  { snapshots, isLast }: Pick<Candidates, 'snapshots' | 'isLast'>,
): Promise<void> {
  const ids = new Set(snapshots.map(({ id }) => id))
  const dropped = new Set(intent.candidates.map(({ id }) => id).filter(id => !ids.has(id)))
  const isNews = ids.size !== intent.candidates.length || dropped.size > 0
  const isLeft = intent.flags.includes('left_to_people')
  if (!isNews && (!isLast || isLeft)) return
  const now = (await store.get(intent.id)) ?? intent
  const kept = now.candidates.filter(({ id }) => !ids.has(id) && !dropped.has(id))
  await store.transition(intent.id, ['unknown'], {
    candidates: [...kept, ...snapshots.map(snapshot => ({ ...snapshot, messages: [] }))],
    ...(isLast && !isLeft && { flags: [...now.flags, 'left_to_people'] }),
  })
}

/** Writes down a number that our own answer named and its intent does not own, so that it is given back; of time there is none. */
export async function recordOurs(context: PurchaseContext, intent: Intent, snapshot: NumberSnapshot): Promise<void> {
  if (kindOf(intent) !== 'extension') await recordOrphan(context, snapshot, true)
}

/** Writes down a number that belongs to no purchase, unless one owns it. Where it is ours, it is given back. */
export async function recordOrphan(
  { provider, store, emit }: PurchaseContext,
  snapshot: NumberSnapshot,
  isOurs: boolean,
): Promise<void> {
  const { created, intent } = await store.insert({
    id: crypto.randomUUID(),
    account: provider.id,
    idempotencyKey: null,
    targets: [targetOf(snapshot)],
    maxPrice: null,
    gateFor: 0,
    state: 'orphan',
    activationId: snapshot.id,
    snapshot,
    flags: isOurs ? ['surplus'] : [],
  })
  if (!created) return
  emit('purchase:orphan', { intent, snapshot })
  if (isUnwanted(intent)) emit('purchase:unwanted', { intent, snapshot })
}

function targetOf(snapshot: NumberSnapshot): PurchaseTarget {
  const { provider, service, country, operator } = snapshot
  return {
    kind: isRental(snapshot) ? 'rental' : 'activation',
    provider,
    service: service.nativeId,
    country: country.nativeId,
    operator: operator?.nativeId ?? null,
    hours: null,
    extends: null,
  }
}
