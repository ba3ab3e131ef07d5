import type { RentalSnapshot } from '../provider/rental-snapshot.ts'
import { type Decision, judgeMiss, type Misses } from './decision.ts'
import type { Intent } from './intent.ts'
import { kindOf, ownedBy } from './number.ts'
import { anyOverlap } from './target.ts'
import type { Timing } from './timing.ts'

type Extension = Pick<Intent, 'age' | 'targets'>

/** What one look showed of the rentals that unknown extensions are about. */
export interface ExtensionSight {
  readonly timing: Timing
  readonly open: readonly Intent[]
  /** Milliseconds since the look began. */
  readonly listAge: number
  /** By id; what is not in it was not seen. */
  readonly rentals: ReadonlyMap<string, RentalSnapshot>
  /** The extension that owns a time; `undefined` when none does. */
  ownerOf(time: string): Extension | undefined
  missesOf(intentId: string): Misses
}

/** A provider may tell an end by what is left of it, so that it moves a little from answer to answer. */
const TOLERANCE = 60_000
const HOUR = 3_600_000

/**
 * What one look at the rentals says about the unknown extensions, oldest first. A later end that nobody owns is what the
 * extension bought, whoever else uses the account: the number is ours. The old end is a sighting in vain. While an extension
 * of the same rental is on its way, a later end may be what that one bought.
 */
export function reconcileExtensions(sight: ExtensionSight): readonly Decision[] {
  const { open, rentals, timing, listAge } = sight
  const unknown = open.filter(intent => intent.state === 'unknown' && kindOf(intent) === 'extension')
  const sending = open.filter(({ state }) => state === 'sending')
  const taken = new Map<string, Extension>()
  const decisions: Decision[] = []
  for (const intent of unknown.sort((left, right) => right.age - left.age)) {
    const { rental: id = '', endsAt = null } = intent.targets[0]?.extends ?? {}
    const rental = rentals.get(id)
    if (!rental || intent.age <= listAge) continue
    if (sending.some(({ targets }) => anyOverlap(targets, intent.targets))) continue
    const ends = rental.expiresAt?.getTime() ?? null
    if (ends === null || endsAt === null) {
      decisions.push(candidate(intent, rental))
      continue
    }
    const time = ownedBy(intent, rental)
    const owner = taken.get(time) ?? sight.ownerOf(time)
    if (ends <= Date.parse(endsAt) + TOLERANCE) decisions.push(judgeMiss(intent, timing, sight.missesOf(intent.id)))
    else if (owner === undefined) {
      taken.set(time, intent)
      decisions.push({ kind: 'adopt', intent, snapshot: rental })
    } else if (owner.age > intent.age && hasBought(owner, ends))
      decisions.push(judgeMiss(intent, timing, sight.missesOf(intent.id)))
    else decisions.push(candidate(intent, rental)) // a later one may stand upon this one
  }
  return decisions
}

function candidate(intent: Intent, rental: RentalSnapshot): Decision {
  return { kind: 'candidates', intent, snapshots: [rental], counts: false, isLast: false }
}

/** Whether all the time up to an end is what this extension was sent for: else another may have added to it. */
function hasBought({ targets: [target] }: Extension, end: number): boolean {
  const before = target?.extends?.endsAt ?? null
  const hours = target?.hours ?? null
  return before !== null && hours !== null && end <= Date.parse(before) + hours * HOUR + TOLERANCE
}
