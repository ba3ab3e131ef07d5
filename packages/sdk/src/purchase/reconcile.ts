import type { ActivationSnapshot } from '../provider/snapshot.ts'
import type { AccountMode } from './api.ts'
import type { Intent } from './intent.ts'
import { anyOverlap, fits } from './target.ts'
import { SIGHTING_PAUSE, SIGHTINGS, type Timing } from './timing.ts'

/** How often an unknown purchase was looked for in vain. */
export interface Misses {
  readonly count: number
  /** Milliseconds since the last that counted. */
  readonly sinceLast: number
}

/** A list of the open activations, and what the ledger said after it had come. */
export interface Sight {
  readonly mode: AccountMode
  readonly timing: Timing
  readonly list: readonly ActivationSnapshot[]
  /** Whether all that is known to live is on it. Only then does it show what is not there. */
  readonly isComplete: boolean
  /** Milliseconds since the list was asked for. */
  readonly listAge: number
  readonly open: readonly Intent[]
  /** Activations that an intent owns, and those that an answer not written down yet has named. */
  readonly owned: ReadonlySet<string>
  /** Milliseconds since an activation was first seen on a list without an owner. */
  seenFor(activationId: string): number
  missesOf(intentId: string): Misses
}

export type Decision =
  | { readonly kind: 'adopt'; readonly intent: Intent; readonly snapshot: ActivationSnapshot }
  | { readonly kind: 'candidates'; readonly intent: Intent; readonly snapshots: readonly ActivationSnapshot[] }
  /** Looked for in vain once more. */
  | { readonly kind: 'missed'; readonly intent: Intent }
  /** Nothing was bought. */
  | { readonly kind: 'close'; readonly intent: Intent }
  | { readonly kind: 'orphan'; readonly snapshot: ActivationSnapshot }

/**
 * What one look at the account says about the unknown purchases, and which numbers belong to none.
 *
 * Numbers of one kind are interchangeable, so which purchase gets which does not matter, only how many there are. A kind of
 * which a purchase is on its way is not judged: a number of it may be the one whose answer is still on the wire.
 */
export function reconcile(sight: Sight): readonly Decision[] {
  const { open, owned, list, mode, listAge } = sight
  const decisions: Decision[] = []
  const free = new Map(list.filter(({ id }) => !owned.has(id)).map(snapshot => [snapshot.id, snapshot]))
  const sending = open.filter(({ state }) => state === 'sending')
  const unknown = open.filter(({ state }) => state === 'unknown').sort((left, right) => right.age - left.age)
  const waiting = [...sending]

  const adopt = (intent: Intent, snapshot: ActivationSnapshot) => {
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
    const matches = [...free.values()].filter(
      snapshot => fits(snapshot, intent.targets) && sight.seenFor(snapshot.id) <= intent.age,
    )
    const [first] = matches
    if (first && mode === 'exclusive') adopt(intent, first)
    else if (first) {
      waiting.push(intent)
      decisions.push({ kind: 'candidates', intent, snapshots: matches })
    } else if (sight.isComplete) decisions.push(judgeMiss(intent, sight))
  }
  for (const snapshot of free.values()) {
    if (!waiting.some(({ targets }) => fits(snapshot, targets))) decisions.push({ kind: 'orphan', snapshot })
  }
  return decisions
}

/** Also where the list does not tell operators: then a number may be of either of two kinds that have nothing in common. */
function isOnItsWay({ targets }: Intent, sending: readonly Intent[], free: Iterable<ActivationSnapshot>): boolean {
  if (sending.some(other => anyOverlap(other.targets, targets))) return true
  return [...free].some(number => fits(number, targets) && sending.some(other => fits(number, other.targets)))
}

/** The number that its own answer named is waited for while it may live, unless it turned out to be somebody else's. */
function isSureOfItsHint({ hint, age }: Intent, { owned, timing }: Sight): boolean {
  return hint !== null && !owned.has(hint) && age < timing.life
}

function judgeMiss(intent: Intent, { timing, missesOf }: Sight): Decision {
  const { count, sinceLast } = missesOf(intent.id)
  const counted = sinceLast >= SIGHTING_PAUSE ? count + 1 : count
  return { kind: counted >= SIGHTINGS && intent.age >= timing.horizon ? 'close' : 'missed', intent }
}
