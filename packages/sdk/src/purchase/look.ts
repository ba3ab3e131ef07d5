import { isWhole, retire } from './alive.ts'
import { askByReference } from './by-reference.ts'
import type { PurchaseContext } from './context.ts'
import type { Decision } from './decision.ts'
import type { Intent } from './intent.ts'
import { type LookMemory, noteMiss, remember, seenFor, sinceMissed } from './look-memory.ts'
import { fetchNamed, lookAtRentals } from './named.ts'
import { isRental, kindOf } from './number.ts'
import { ownedOf, ownersOfTimes } from './owned.ts'
import { reconcile } from './reconcile.ts'
import { reconcileExtensions } from './reconcile-extensions.ts'
import { adopt, closeUnpurchased, nameCandidates, recordOrphan } from './settle.ts'
import { readSightings, type Sightings } from './sightings.ts'
import { leavesInDoubt } from './witness.ts'

/** Looks once at what is open on the account, and does what that tells. An error of a provider is no sighting of it. */
export async function look(context: PurchaseContext, memory: LookMemory, signal: AbortSignal): Promise<void> {
  if (context.provider.outcomeOf) return askByReference(context, memory, signal)
  const { provider, store, clock, timing, accountMode } = context
  const askedAt = clock.elapsed()
  const sightings = await readSightings(context, signal)
  if (sightings.seen.length === 0) return
  const open = await store.list(provider.id, 'open')
  const listAge = clock.elapsed() - askedAt
  const alive = await retire(context, await store.list(provider.id, 'alive'))
  const list = [...sightings.seen.flatMap(({ rows }) => rows), ...(await fetchNamed(context, open, sightings))]
  const owned = await ownedOf(context, [...list, ...open.flatMap(({ candidates }) => candidates)], alive)
  remember(memory, { at: askedAt, open, list, owned, dark: sightings.dark })
  const complete = await completeLists(context, sightings, { open, alive, listAge })
  const missesOf = (id: string) => sinceMissed(memory, id, askedAt)
  const rentals = await lookAtRentals(context, open, sightings)
  const extensions = await ownersOfTimes(context, open, rentals)
  const decisions = [
    ...reconcile({
      mode: accountMode,
      timing,
      list,
      listAge,
      open,
      owned,
      missesOf,
      isComplete: target => complete.has(`${target.kind} ${target.provider}`),
      seenFor: id => seenFor(memory, id, askedAt),
    }),
    ...reconcileExtensions({ timing, open, listAge, rentals, missesOf, ownerOf: time => extensions.get(time) }),
  ]
  for (const decision of decisions) await carryOut(context, memory, decision, askedAt)
}

async function carryOut(context: PurchaseContext, memory: LookMemory, decision: Decision, at: number): Promise<void> {
  if (decision.kind === 'orphan') {
    // Where nobody else buys, whatever is there is ours; but a rental may be months of money, and is left to people.
    const isOurs = context.accountMode === 'exclusive' && !isRental(decision.snapshot)
    return recordOrphan(context, decision.snapshot, isOurs)
  }
  if (decision.kind === 'adopt') {
    await adopt(context, decision.intent, decision.snapshot)
    return
  }
  const { kind, intent } = decision
  await nameCandidates(context, intent, kind === 'candidates' ? decision : NONE)
  if (kind === 'close') await closeUnpurchased(context, intent.id)
  else if (kind === 'missed' || decision.counts) noteMiss(memory, intent.id, at)
}

const NONE = { snapshots: [], isLast: false }

interface Ledgered {
  readonly open: readonly Intent[]
  readonly alive: readonly Intent[]
  readonly listAge: number
}

/** Which lists, by kind and provider, show also what is not there. Asked only of those that an unknown purchase is about. */
async function completeLists(
  context: PurchaseContext,
  { seen }: Sightings,
  { open, alive, listAge }: Ledgered,
): Promise<ReadonlySet<string>> {
  const unknown = open.filter(intent => intent.state === 'unknown' && kindOf(intent) !== 'extension')
  const doubtful = new Set(unknown.flatMap(intent => leavesInDoubt(context.provider, intent).map(({ id }) => id)))
  const complete = new Set<string>()
  for (const sighting of seen) {
    const { leaf, kinds } = sighting
    if (!doubtful.has(leaf.id) || kinds.size === 0) continue
    const counts = await isWhole(context, sighting, listAge, alive)
    if (counts) for (const kind of kinds) complete.add(`${kind} ${leaf.id}`)
    context.emit('purchase:look', { provider: leaf.id, counts })
  }
  return complete
}
