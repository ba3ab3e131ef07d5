import type { PurchaseTarget } from '../provider/purchase.ts'
import type { NumberSnapshot } from '../provider/rental-snapshot.ts'
import type { AccountMode } from './api.ts'
import { type Decision, judgeMiss, type Misses } from './decision.ts'
import type { Intent } from './intent.ts'
import { kindOf, targetsInDoubt } from './number.ts'
import { anyOverlap, fits, mayBeRented } from './target.ts'
import type { Timing } from './timing.ts'

/** What the lists show as open, and what the ledger said after it had come. */
export interface Sight {
  readonly mode: AccountMode
  readonly timing: Timing
  readonly list: readonly NumberSnapshot[]
  /** Whether all that is known to live there is on the list. Only then does it show what is not there. */
  isComplete(target: PurchaseTarget): boolean
  /** Milliseconds since the list was asked for. */
  readonly listAge: number
  readonly open: readonly Intent[]
  /** Activations that an intent owns, and those that an answer not written down yet has named. */
  readonly owned: ReadonlySet<string>
  /** Milliseconds since an activation was first seen on a list without an owner. */
  seenFor(activationId: string): number
  missesOf(intentId: string): Misses
}

/**
 * What one look at the account says about the unknown purchases, and which numbers belong to none.
 *
 * Numbers of one kind are interchangeable, so which purchase gets which does not matter, only how many there are. A kind of
 * which a purchase is on its way is not judged: a number of it may be the one whose answer is still on the wire. Extensions
 * are judged by themselves: they own no number.
 *
 * On a shared account what fits is a candidate. A purchase that has any is never closed by a look, also once they have
 * ended: only what turns out to be another's is none any more. The look that would close it leaves it to people instead, and
 * from then on what is new on the account is none of its business.
 */
export function reconcile(sight: Sight): readonly Decision[] {
  const { open, list, mode, listAge } = sight
  const decisions: Decision[] = []
  const owned = new Set(sight.owned)
  const free = new Map(list.filter(({ id }) => !owned.has(id)).map(snapshot => [snapshot.id, snapshot]))
  const sending = open.filter(({ state }) => state === 'sending')
  const unknown = open
    .filter(intent => intent.state === 'unknown' && kindOf(intent) !== 'extension')
    .sort((left, right) => right.age - left.age)
  const waiting = [...sending]
  const sent = [...sending, ...unknown]

  const adopt = (intent: Intent, snapshot: NumberSnapshot) => {
    free.delete(snapshot.id)
    owned.add(snapshot.id)
    decisions.push({ kind: 'adopt', intent, snapshot })
  }

  // A named number goes to the one that was named it, before any other may have it.
  const unnamed = unknown.filter(intent => {
    const named = intent.hint === null ? undefined : free.get(intent.hint)
    if (named) adopt(intent, named)
    return named === undefined
  })
  for (const intent of unnamed) {
    const known = intent.candidates.filter(({ id }) => !owned.has(id))
    if (mode === 'shared' && isLeft(intent) && known.length > 0) {
      decisions.push({ kind: 'candidates', intent, snapshots: known, counts: false, isLast: false })
      continue
    }
    const isFresh = intent.age > listAge
    const isJudged = isFresh && !isOnItsWay(intent, sending, free.values()) && !isSureOfItsHint(intent, sight)
    const matches = isFresh ? matchesOf(intent, free.values(), sending, sight) : []
    const [first] = matches
    if (first && isJudged && mode === 'exclusive') {
      adopt(intent, first)
      continue
    }
    const counts = isJudged && targetsInDoubt(intent).every(sight.isComplete)
    const miss = counts ? judgeMiss(intent, sight.timing, sight.missesOf(intent.id)) : null
    const snapshots = mode === 'shared' ? withNew(known, matches) : known
    if (snapshots.length > 0) {
      decisions.push({ kind: 'candidates', intent, snapshots, counts, isLast: miss?.kind === 'close' })
    } else if (miss) decisions.push(miss)
    if (!isLeft(intent) && (!isJudged || first)) waiting.push(intent)
  }
  const named = new Set(unknown.flatMap(({ candidates }) => candidates.map(({ id }) => id)))
  for (const snapshot of free.values()) {
    if (named.has(snapshot.id) || waiting.some(intent => fits(snapshot, targetsInDoubt(intent)))) continue
    // A list that does not tell rentals from activations may show what was rented as one of these.
    if (sent.some(intent => mayBeRented(snapshot, targetsInDoubt(intent)))) continue
    decisions.push({ kind: 'orphan', snapshot })
  }
  return decisions
}

/** The free numbers that a purchase may have bought and no other that is on its way, the oldest first. */
function matchesOf(
  intent: Intent,
  free: Iterable<NumberSnapshot>,
  sending: readonly Intent[],
  sight: Sight,
): readonly NumberSnapshot[] {
  const known = new Set(intent.candidates.map(({ id }) => id))
  const mayBeOf = (snapshot: NumberSnapshot, buyer: Intent) =>
    fits(snapshot, targetsInDoubt(buyer)) && sight.seenFor(snapshot.id) <= buyer.age
  return [...free]
    .filter(snapshot => mayBeOf(snapshot, intent) && (!isLeft(intent) || known.has(snapshot.id)))
    .filter(snapshot => !sending.some(other => mayBeOf(snapshot, other)))
    .sort((left, right) => soldBefore(left, right, sight))
}

/** More than that no person compares; others may buy on the account all the time. */
const MOST_CANDIDATES = 100

/** The numbers that were seen before, as they were seen first, and those that are new. */
function withNew(known: readonly NumberSnapshot[], seen: readonly NumberSnapshot[]): readonly NumberSnapshot[] {
  const ids = new Set(known.map(({ id }) => id))
  const news = seen.filter(({ id }) => !ids.has(id))
  return [...known, ...news.slice(0, Math.max(0, MOST_CANDIDATES - known.length))]
}

/** Whether all that it may have bought was seen. */
function isLeft({ flags }: Intent): boolean {
  return flags.includes('left_to_people')
}

/** The oldest purchase gets the oldest number, whatever the order of the list: a younger one may not fit any other. */
function soldBefore(left: NumberSnapshot, right: NumberSnapshot, { seenFor }: Sight): number {
  const byList = seenFor(right.id) - seenFor(left.id)
  return byList || (left.soldAt?.getTime() ?? 0) - (right.soldAt?.getTime() ?? 0)
}

/** Also where the list does not tell operators: then a number may be of either of two kinds that have nothing in common. */
function isOnItsWay(intent: Intent, sending: readonly Intent[], free: Iterable<NumberSnapshot>): boolean {
  const targets = targetsInDoubt(intent)
  if (sending.some(other => anyOverlap(other.targets, targets))) return true
  return [...free].some(number => fits(number, targets) && sending.some(other => fits(number, other.targets)))
}

/** The number that its own answer named is waited for while it may live, unless it turned out to be somebody else's. */
function isSureOfItsHint({ hint, age }: Intent, { owned, timing }: Sight): boolean {
  return hint !== null && !owned.has(hint) && age < timing.life
}
