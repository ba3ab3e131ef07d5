import type { ActivationSnapshot } from '../provider/snapshot.ts'
import { isWhole, retire } from './alive.ts'
import type { PurchaseContext } from './context.ts'
import type { Intent } from './intent.ts'
import { snapshotOfObservation } from './observation.ts'
import { type Decision, reconcile } from './reconcile.ts'
import { adopt, closeUnpurchased, recordOrphan } from './settle.ts'
import { SIGHTING_PAUSE } from './timing.ts'
import { canList } from './witness.ts'

/** What is remembered from one look to the next. */
export interface LookMemory {
  /** When an activation was first seen without an owner. */
  readonly firstSeen: Map<string, number>
  readonly misses: Map<string, { readonly count: number; readonly at: number }>
  readonly candidates: Map<string, readonly ActivationSnapshot[]>
}

/** Looks once at what is open on the account, and does what that tells. An error of the provider is no sighting. */
export async function look(context: PurchaseContext, memory: LookMemory, signal: AbortSignal): Promise<void> {
  const { provider, store, clock, timing, accountMode } = context
  const askedAt = clock.elapsed()
  const listed = (canList(context) && (await provider.activations.list?.({ signal }))) || []
  const open = await store.list(provider.id, 'open')
  const listAge = clock.elapsed() - askedAt
  const alive = await retire(context, await store.list(provider.id, 'alive'))
  const list = [...listed, ...(await fetchNamed(context, open, listed))]
  const owned = await ownedOf(context, list, alive)
  remember(memory, askedAt, open, list, owned)
  const isUnknown = open.some(({ state }) => state === 'unknown')
  const decisions = reconcile({
    mode: accountMode,
    timing,
    list,
    listAge,
    isComplete: isUnknown && canList(context) && (await isWhole(context, listed, listAge, alive)),
    open,
    owned,
    seenFor: id => askedAt - (memory.firstSeen.get(id) ?? askedAt),
    missesOf: id => {
      const { count, at } = memory.misses.get(id) ?? { count: 0, at: Number.NEGATIVE_INFINITY }
      return { count, sinceLast: askedAt - at }
    },
  })
  memory.candidates.clear()
  for (const decision of decisions) await carryOut(context, memory, decision, askedAt)
}

async function carryOut(
  context: PurchaseContext,
  { misses, candidates }: LookMemory,
  decision: Decision,
  at: number,
): Promise<void> {
  // Where nobody else buys, whatever is there is ours.
  if (decision.kind === 'orphan') return recordOrphan(context, decision.snapshot, context.accountMode === 'exclusive')
  const { kind, intent } = decision
  const { id } = intent
  if (kind === 'adopt') await adopt(context, intent, decision.snapshot)
  else if (kind === 'close') await closeUnpurchased(context, id)
  else if (kind === 'candidates') candidates.set(id, decision.snapshots)
  else {
    const last = misses.get(id)
    if (!last || at - last.at >= SIGHTING_PAUSE) misses.set(id, { count: (last?.count ?? 0) + 1, at })
  }
}

/** The numbers that half-readable answers named and no list holds. */
async function fetchNamed(
  { provider, timing }: PurchaseContext,
  open: readonly Intent[],
  listed: readonly ActivationSnapshot[],
): Promise<readonly ActivationSnapshot[]> {
  const hints = new Set(
    open.flatMap(({ state, hint, age }) => (state === 'unknown' && hint && age < timing.life ? [hint] : [])),
  )
  for (const { id } of listed) hints.delete(id)
  const fetched = await Promise.all(
    [...hints].map(async id => {
      try {
        return snapshotOfObservation(await provider.activations.fetch(id, {}))
      } catch {
        return null
      }
    }),
  )
  return fetched.filter(snapshot => snapshot !== null)
}

async function ownedOf(
  { provider, store, unwritten }: PurchaseContext,
  list: readonly ActivationSnapshot[],
  alive: readonly Intent[],
): Promise<ReadonlySet<string>> {
  const owned = new Set(unwritten.keys())
  for (const { activationId } of alive) if (activationId !== null) owned.add(activationId)
  const others = list.map(({ id }) => id).filter(id => !owned.has(id))
  if (others.length > 0) for (const id of (await store.owners(provider.id, others)).keys()) owned.add(id)
  return owned
}

/** Forgets what is no longer there, and notes what is new. */
function remember(
  { firstSeen, misses }: LookMemory,
  at: number,
  open: readonly Intent[],
  list: readonly ActivationSnapshot[],
  owned: ReadonlySet<string>,
): void {
  const free = new Set(list.map(({ id }) => id).filter(id => !owned.has(id)))
  for (const id of firstSeen.keys()) if (!free.has(id)) firstSeen.delete(id)
  for (const id of free) if (!firstSeen.has(id)) firstSeen.set(id, at)
  const openIds = new Set(open.map(({ id }) => id))
  for (const id of misses.keys()) if (!openIds.has(id)) misses.delete(id)
}
