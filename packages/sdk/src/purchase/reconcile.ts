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
 */
export function reconcile(sight: Sight): readonly Decision[] {
  const { open, owned, list, mode, listAge } = sight
  const decisions: Decision[] = []
  const free = new Map(list.filter(({ id }) => !owned.has(id)).map(snapshot => [snapshot.id, snapshot]))
  const sending = open.filter(({ state }) => state === 'sending')
  const unknown = open
    .filter(intent => intent.state === 'unknown' && kindOf(intent) !== 'extension')
    .sort((left, right) => right.age - left.age)
  const waiting = [...sending]
  const sent = [...sending, ...unknown]

  const adopt = (intent: Intent, snapshot: NumberSnapshot) => {
    free.delete(snapshot.id)
    decisions.push({ kind: 'adopt', intent, snapshot })
  }

  // A named number goes to the one that was named it, before any other may have it.
  const unnamed = unknown.filter(intent => {
    const named = intent.hint === null ? undefined : free.get(intent.hint)
    if (named) adopt(intent, named)
    return named === undefined
  })
  for (const intent of unnamed) {
    if (isOnItsWay(intent, sending, free.values()) || intent.age <= listAge || isSureOfItsHint(intent, sight)) {
      waiting.push(intent)
      continue
    }
    const matches = [...free.values()]
      .filter(snapshot => fits(snapshot, targetsInDoubt(intent)) && sight.seenFor(snapshot.id) <= intent.age)
      .sort((left, right) => soldBefore(left, right, sight))
    const [first] = matches
    if (first && mode === 'exclusive') adopt(intent, first)
    else if (first) {
      waiting.push(intent)
      decisions.push({ kind: 'candidates', intent, snapshots: matches })
    } else if (targetsInDoubt(intent).every(sight.isComplete)) {
      decisions.push(judgeMiss(intent, sight.timing, sight.missesOf(intent.id)))
    }
  }
  for (const snapshot of free.values()) {
    if (waiting.some(intent => fits(snapshot, targetsInDoubt(intent)))) continue
    // A list that does not tell rentals from activations may show what was rented as one of these.
    if (sent.some(intent => mayBeRented(snapshot, targetsInDoubt(intent)))) continue
    decisions.push({ kind: 'orphan', snapshot })
  }
  return decisions
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
