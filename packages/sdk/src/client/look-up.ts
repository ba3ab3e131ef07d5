import { NotFoundError } from '../errors/activation.ts'
import type { CallOptions } from '../provider/call-options.ts'
import type { NumberSnapshot } from '../provider/rental-snapshot.ts'
import type { Purchases } from '../purchase/api.ts'
import { isRental } from '../purchase/number.ts'
import { createSharedReads } from './shared-reads.ts'

/** Where the provider says what it knows of numbers of one kind. */
interface Facet<S, O> {
  list?(call: CallOptions): Promise<readonly S[]>
  fetch(id: string, call: CallOptions): Promise<O>
}

export interface LookUpParts<S, O, Handle> {
  readonly provider: string
  readonly kind: 'activations' | 'rentals'
  readonly facet: Facet<S, O>
  readonly purchases: Pick<Purchases, 'snapshotOf'>
  /** An answer as a whole snapshot; `null` where it tells too little. */
  asSnapshot(told: O): S | null
  /** Follows what was found. @param isCurrent Whether it is what the provider says now. */
  follow(snapshot: S, isCurrent: boolean): Promise<Handle>
}

/** The handle of a number by its id. @throws {@link NotFoundError} where nobody knows enough of it. */
export type LookUp<Handle> = (id: string, call: CallOptions) => Promise<Handle>

/**
 * Looks numbers up in our own ledger, then on the list of open numbers, then by what the provider says about one alone. Many
 * who look at once read one list, and ask once about the same number.
 */
export function createLookUp<S extends NumberSnapshot, O, Handle>(parts: LookUpParts<S, O, Handle>): LookUp<Handle> {
  const { provider, kind, facet, purchases, asSnapshot, follow } = parts
  const operation = `${kind}.get`
  const answers = createSharedReads<Handle>()
  const lists = createSharedReads<ReadonlyMap<string, S>>()
  const readList = async () => new Map((await facet.list?.({}))?.map(row => [row.id, row]))

  async function written(id: string): Promise<S | null> {
    const snapshot = await purchases.snapshotOf(id)
    if (snapshot === null || isRental(snapshot) === (kind === 'rentals')) return snapshot as S | null
    const [what, where] = isRental(snapshot) ? ['a rental', 'rentals'] : ['an activation', 'activations']
    throw new NotFoundError(`${id} is ${what}`, { provider, operation, hint: `Look at ${where}.get('${id}').` })
  }

  async function find(id: string): Promise<Handle> {
    const known = await written(id)
    if (known) return follow(known, false)
    const listed = facet.list && (await lists('', readList, {})).get(id)
    const told = listed ?? asSnapshot(await facet.fetch(id, {}))
    if (told) return follow(told, true)
    throw new NotFoundError(`${provider} tells too little about ${id} to follow it`, {
      provider,
      operation,
      hint: 'Pass a snapshot of it instead of its id.',
    })
  }

  return (id, call) => answers(id, () => find(id), call)
}
