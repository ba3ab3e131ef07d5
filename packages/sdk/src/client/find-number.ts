import { NotFoundError } from '../errors/activation.ts'
import type { CallOptions } from '../provider/call-options.ts'
import type { NumberSnapshot, RentalObservation } from '../provider/rental-snapshot.ts'
import type { ActivationObservation } from '../provider/snapshot.ts'
import { createSharedReads } from './shared-reads.ts'

export interface FoundNumber<S> {
  readonly snapshot: S
  /** Whether this is what the provider says now. */
  readonly isCurrent: boolean
}

interface Facet<S, O> {
  list?(call: CallOptions): Promise<readonly S[]>
  fetch(id: string, call: CallOptions): Promise<O>
}

/** Where the provider says what it knows of a number. */
interface Told<S, O> {
  /** Every open number by its id. */
  open?(call: CallOptions): Promise<ReadonlyMap<string, S>>
  fetch(id: string, call: CallOptions): Promise<O>
}

/** The same facet, of which many who look a number up at once read one list. */
export function withSharedList<S extends NumberSnapshot, O>(facet: Facet<S, O>): Told<S, O> {
  const list = facet.list?.bind(facet)
  const fetch = facet.fetch.bind(facet)
  if (!list) return { fetch }
  const reads = createSharedReads<ReadonlyMap<string, S>>()
  const index = async () => new Map((await list({})).map(row => [row.id, row]))
  return { fetch, open: call => reads('', index, call) }
}

/** Where a number of one kind may be known. */
export interface Sources<S, O> {
  readonly provider: string
  readonly kind: 'activations' | 'rentals'
  readonly facet: Told<S, O>
  /** What our own ledger says. */
  written(id: string): Promise<S | null>
  /** An answer as a whole snapshot; `null` where it tells too little. */
  asSnapshot(told: O): S | null
}

/** What is known of an id: from our own ledger, from the list of open numbers, or from what the provider says about it alone. */
export async function findNumber<S extends NumberSnapshot, O>(
  id: string,
  { provider, kind, facet, written, asSnapshot }: Sources<S, O>,
  call: CallOptions,
): Promise<FoundNumber<S>> {
  const known = await written(id)
  if (known) return { snapshot: known, isCurrent: false }
  const listed = (await facet.open?.(call))?.get(id)
  if (listed) return { snapshot: listed, isCurrent: true }
  const told = asSnapshot(await facet.fetch(id, call))
  if (told) return { snapshot: told, isCurrent: true }
  throw new NotFoundError(`${provider} tells too little about ${id} to follow it`, {
    provider,
    operation: `${kind}.get`,
    hint: 'Pass a snapshot of it instead of its id.',
  })
}

/** In the history of some hosts stands neither what was bought nor where. */
const UNTOLD = { slug: null, iso: null, nativeId: '', name: '' }

/** A number of which nothing has happened yet, and how long it lived after the answer; `null` where not even its phone is told. */
export function blankOf(told: ActivationObservation | RentalObservation) {
  const { id, provider, nativeId, phone, service = UNTOLD, country = UNTOLD, observedAt } = told
  if (phone === undefined) return null
  const { createdAt = observedAt, expiresAt = null } = told
  const blank = {
    id,
    provider,
    nativeId,
    phone,
    service,
    country,
    createdAt,
    expiresAt,
    observedAt,
    reason: null,
    operator: null,
    price: null,
    refund: 'none' as const,
    messages: [],
    cancellableAt: null,
    soldAt: null,
  }
  return { blank, timeLeft: expiresAt === null ? 0 : expiresAt.getTime() - observedAt.getTime() }
}
