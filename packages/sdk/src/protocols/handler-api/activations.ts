import { NotFoundError } from '../../errors/activation.ts'
import type { ActivationsFacet } from '../../provider/activations.ts'
import { askAbout } from '../../provider/ask-about.ts'
import { beforeSending } from '../../provider/before-sending.ts'
import type { CallOptions } from '../../provider/call-options.ts'
import { type Told, tell } from '../../provider/observed.ts'
import type { ActivationObservation } from '../../provider/snapshot.ts'
import { withoutKey } from '../../provider/without-key.ts'
import { getNumber, getStatus, setStatus } from './activation-commands.ts'
import type { HandlerLine } from './api.ts'
import { type LastLookParts, lastLook } from './last-look.ts'
import { readOpenList } from './open-list.ts'
import { snapshotOfRow, snapshotOfSale, toldByRow } from './snapshots.ts'
import { targetOf, toSaleQuery } from './targets.ts'
import type { Transition } from './transitions.ts'

export interface ActivationsParts extends LastLookParts {
  readonly line: HandlerLine
  readonly redact: (text: string) => string
}

/** Every command about the numbers of one host. The open list is for hosts that have one. */
export type ActivationCommands = Required<Omit<ActivationsFacet, 'targets'>>

export function createActivations(parts: ActivationsParts): ActivationCommands {
  const { line, dialect, provider, clock, redact } = parts

  const observe = async (
    id: string,
    operation: string,
    ask: (nativeId: string) => Promise<Told>,
  ): Promise<ActivationObservation> => withoutKey(await askAbout(id, operation, parts, ask), redact)

  const fetchTold = async (nativeId: string, call: CallOptions): Promise<Told> => {
    const told = await line.send(getStatus(nativeId, dialect), call).catch((error: unknown) => {
      if (error instanceof NotFoundError) return error // some hosts forget what has ended
      throw error
    })
    if (!(told instanceof NotFoundError) && told.status !== 'closed') return told
    const more = await lastLook(nativeId, 'activation', parts, call)
    const isEnded = more?.status === 'closed' || more?.status === 'completed'
    if (isEnded) return more
    // Two answers that contradict each other prove nothing; right after a sale a replica may not know the number yet.
    if (told instanceof NotFoundError) throw told
    // A row that still calls it open lags behind: what it says of the money is not the end of it.
    return tell({ ...more, status: 'closed', refund: undefined })
  }

  const transition =
    (verb: Transition, granted: Told, name: string = verb) =>
    (id: string, call: CallOptions) =>
      observe(id, `activations.${name}`, async nativeId =>
        (await line.change(setStatus(nativeId, verb), call)) === 'granted' ? granted : { status: 'closed' },
      )

  const givenBack = { status: 'cancelled', refund: 'confirmed' } as const
  // The dialect has no word for "bad" beside the one that gives a number back; the reason stays with us.
  const report = transition('cancel', { ...givenBack, reason: 'reported' }, 'report')
  const open = (call: CallOptions) =>
    readOpenList(line, { provider, kind: 'activation', paged: dialect.openList === 'paged' }, call)

  return {
    purchase: async (order, call) => {
      const target = beforeSending(() => targetOf(order, parts), provider, 'activations.purchase')
      const sale = await line.buy(getNumber(toSaleQuery(target, order, dialect), dialect), call)
      return withoutKey(snapshotOfSale(sale, target, clock.now(), parts), redact)
    },

    fetch: (id, call) => observe(id, 'activations.fetch', nativeId => fetchTold(nativeId, call)),

    fetchMany: async (ids, call) => {
      const observedAt = new Date(clock.now())
      const rows = new Map((await open(call)).map(row => [`${provider}:${row.nativeId}`, row]))
      const found = ids.flatMap(id => {
        const row = rows.get(id)
        return row
          ? [{ id, provider, nativeId: row.nativeId, observedAt, ...withoutKey(toldByRow(row, parts), redact) }]
          : []
      })
      return new Map(found.map(observation => [observation.id, observation]))
    },

    list: async call => {
      const askedAt = clock.now()
      const rows = await open(call)
      const snapshots = rows.map(row => snapshotOfRow(row, askedAt, parts)).filter(snapshot => snapshot !== null)
      return snapshots.map(snapshot => withoutKey(snapshot, redact))
    },

    cancel: transition('cancel', { ...givenBack, reason: 'user' }),
    complete: transition('complete', { status: 'completed', refund: 'none' }),
    retry: transition('retry', { status: 'retrying' }),
    report: (id, _reason, call) => report(id, call),
  }
}
