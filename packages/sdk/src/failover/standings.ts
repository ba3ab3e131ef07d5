import type { Offer } from '../provider/catalog.ts'
import { leavesOf } from '../provider/leaves.ts'
import type { Provider } from '../provider/provider.ts'
import type { Candidate } from './candidates.ts'
import { NOTHING_REMEMBERED, type OutcomeCount } from './outcomes.ts'
import type { FailoverParts } from './parts.ts'
import { rank, type Standing } from './rank.ts'
import { lookWithin } from './within.ts'

/** What is to be bought, as far as it matters to who is asked first. */
export interface Wanted {
  readonly service: string
  readonly country: string
  /** What a member has of it now. */
  offersOf(member: Provider, signal: AbortSignal): Promise<readonly Offer[]>
}

/** The candidates, the best first. Reads what the strategy needs, of all of them at once; where nothing is to choose, nothing. */
export async function inOrder(
  parts: FailoverParts,
  candidates: readonly Candidate[],
  wanted: Wanted,
): Promise<readonly Provider[]> {
  const members = candidates.map(({ member }) => member)
  if (parts.strategy === 'order' || members.length < 2) return members
  const standings = await Promise.all(members.map(member => standingOf(parts, member, wanted)))
  return rank(parts.strategy, standings, parts.currency, parts.convert)
}

async function standingOf(parts: FailoverParts, member: Provider, wanted: Wanted): Promise<Standing<Provider>> {
  const remembered = parts.strategy === 'success' ? await remember(parts, member, wanted) : NOTHING_REMEMBERED
  // A memory that was silent has used up the time for a look.
  if (!remembered || remembered.total > 0) return { member, offers: null, remembered: remembered ?? NOTHING_REMEMBERED }
  const offers = await lookWithin(parts.clock, member, signal => wanted.offersOf(member, signal)).catch(() => null)
  return { member, offers, remembered }
}

/** What is remembered of a member, or of the providers it is made of; `null` where the memory does not tell. */
async function remember(
  { outcomes, clock }: FailoverParts,
  member: Provider,
  { service, country }: Wanted,
): Promise<OutcomeCount | null> {
  const ask = async () => await Promise.all(leavesOf(member).map(({ id }) => outcomes.rate(id, service, country)))
  const counts = await lookWithin(clock, member, ask).catch(() => null)
  if (!counts) return null
  return counts.reduce(
    (sum, { delivered, total }) => ({ delivered: sum.delivered + delivered, total: sum.total + total }),
    NOTHING_REMEMBERED,
  )
}
