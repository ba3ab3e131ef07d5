import { resolveReference } from '../../catalog/resolve.ts'
import { NotFoundError } from '../../errors/activation.ts'
import { askAbout } from '../../provider/ask-about.ts'
import { beforeSending } from '../../provider/before-sending.ts'
import type { CallOptions } from '../../provider/call-options.ts'
import { hoursOf } from '../../provider/hours.ts'
import { nativeIdOf } from '../../provider/native-id.ts'
import type { RentalTold } from '../../provider/observed.ts'
import type { RentalObservation } from '../../provider/rental-snapshot.ts'
import type { RentalOffer, RentalsFacet } from '../../provider/rentals.ts'
import { withoutKey } from '../../provider/without-key.ts'
import { getStatus, setStatus } from './activation-commands.ts'
import type { ActivationsParts } from './activations.ts'
import { readAllSms } from './all-sms.ts'
import { lastLook } from './last-look.ts'
import { readOpenList } from './open-list.ts'
import { getRentNumber, prolong, prolongOptions, serviceCountRent } from './rental-commands.ts'
import type { RentalOfferRow } from './rental-offers.ts'
import { snapshotOfExtension, snapshotOfRent, snapshotOfRentalRow, toldOfRental } from './rental-snapshots.ts'
import { rentalTargetOf } from './targets.ts'
import type { Transition } from './transitions.ts'

/** Every command about the rentals of one host. The open list is for hosts that have one. */
export type RentalCommands = Required<Omit<RentalsFacet, 'targets'>>

export function createRentals(parts: ActivationsParts): RentalCommands {
  const { line, dialect, provider, names, clock, redact } = parts
  const { currency } = dialect

  const observe = async (
    id: string,
    operation: string,
    ask: (nativeId: string) => Promise<RentalTold>,
  ): Promise<RentalObservation> => withoutKey(await askAbout(id, operation, parts, ask), redact)

  const fetchTold = async (nativeId: string, call: CallOptions): Promise<RentalTold> => {
    const told = await line.send(getStatus(nativeId, dialect), call).catch((error: unknown) => {
      if (error instanceof NotFoundError) return error // a host may forget what has ended
      throw error
    })
    const isMissing = told instanceof NotFoundError
    const messages = isMissing ? null : await readAllSms(line, nativeId, call)
    const news = messages && { messages }
    if (!isMissing && told.status !== 'closed') return { ...toldOfRental(told), ...news }
    const more = await lastLook(nativeId, 'rental', parts, call)
    const isEnded = more?.status === 'closed' || more?.status === 'completed'
    if (isEnded) return { ...toldOfRental(more), ...news }
    // Two answers that contradict each other prove nothing; right after a sale a replica may not know the number yet.
    if (isMissing) throw told
    return { status: 'closed', ...news }
  }

  const transition = (verb: Transition, granted: RentalTold) => (id: string, call: CallOptions) =>
    observe(id, `rentals.${verb}`, async nativeId =>
      (await line.change(setStatus(nativeId, verb), call)) === 'granted' ? granted : { status: 'closed' },
    )

  const toOffer = ({ country, hours, price, stock }: RentalOfferRow, service: string): RentalOffer => ({
    provider,
    kind: 'rental',
    service: names.service(service),
    country: names.country(country),
    operator: null,
    supplier: null,
    hours,
    price: { amount: price, currency },
    stock,
    successRate: null,
  })

  return {
    offers: async (query, call) => {
      const context = { provider, operation: 'rentals.offers' }
      const service = resolveReference('service', query.service, names.services, context)
      const country = query.country && resolveReference('country', query.country, names.countries, context)
      const { rows } = await line.send(serviceCountRent({ service, country }), call)
      return rows.filter(row => (country ?? row.country) === row.country).map(row => toOffer(row, service))
    },

    rent: async (order, call) => {
      const target = beforeSending(() => rentalTargetOf(order, parts), provider, 'rentals.rent')
      const { service, country, operator, hours } = target
      const query = { service, country, operator: operator ?? undefined, hours }
      const sale = await line.buy(getRentNumber(query), call)
      return withoutKey(snapshotOfRent(sale, target, clock.now(), parts), redact)
    },

    extend: async ({ rental, duration }, call) => {
      const operation = 'rentals.extend'
      const [nativeId, hours] = beforeSending(
        () => [nativeIdOf(rental.id, provider, operation), hoursOf(duration, { provider, operation })] as const,
        provider,
        operation,
      )
      const sale = await line.buy(prolong(nativeId, hours), call)
      return snapshotOfExtension(sale, rental, hours, clock.now())
    },

    extensions: async (id, call) => {
      const { rows } = await line.send(prolongOptions(nativeIdOf(id, provider, 'rentals.extensions')), call)
      return rows.map(({ hours, price }) => ({ provider, hours, price: { amount: price, currency } }))
    },

    fetch: (id, call) => observe(id, 'rentals.fetch', nativeId => fetchTold(nativeId, call)),

    list: async call => {
      const askedAt = clock.now()
      const rows = await readOpenList(line, { provider, kind: 'rental', paged: dialect.openList === 'paged' }, call)
      const snapshots = rows.map(row => snapshotOfRentalRow(row, askedAt, parts)).filter(snapshot => snapshot !== null)
      return snapshots.map(snapshot => withoutKey(snapshot, redact))
    },

    cancel: transition('cancel', { status: 'cancelled', refund: 'confirmed', reason: 'user' }),
    complete: transition('complete', { status: 'completed', refund: 'none' }),
  }
}
