import { createReaper } from '../activation/reaper.ts'
import { CapabilityError } from '../errors/access.ts'
import { InvalidTransitionError, NotFoundError } from '../errors/activation.ts'
import type { CallOptions } from '../provider/call-options.ts'
import type { RentalObservation, RentalSnapshot } from '../provider/rental-snapshot.ts'
import type { RentalOffer, RentalOfferQuery, RentalRequest, RentalsFacet } from '../provider/rentals.ts'
import type { BuyOptions, Purchases } from '../purchase/api.ts'
import { isRental } from '../purchase/number.ts'
import { createRentalHandle } from '../rental/handle.ts'
import { incapable } from '../rental/incapable.ts'
import { LiveRental, type RentalHost } from '../rental/live.ts'
import { reduceRental } from '../rental/reduce.ts'
import type { Rental } from '../rental/rental.ts'
import type { Emitter } from '../utils/emitter.ts'
import type { ClientEvents } from './events.ts'
import { blankOf, findNumber, type Sources, withSharedList } from './find-number.ts'
import { createHandles } from './handles.ts'
import type { Pace } from './pace.ts'
import { presentUnknown } from './purchases.ts'
import { createSharedReads } from './shared-reads.ts'

/** Numbers that are ours for hours to months, and receive any number of SMS. */
export interface RentalsResource {
  /** What can be rented, for how long and at which price. Costs nothing. */
  offers(query: RentalOfferQuery, call?: CallOptions): Promise<readonly RentalOffer[]>
  /**
   * Rents a number: at most one request is charged, whatever happens.
   *
   * Aborted before anything is sent, nothing happened; after that the purchase goes on, and its number is given back where
   * the provider takes rentals back.
   * @billing Charges the account.
   * @throws as {@link ActivationsResource.buy}.
   */
  rent(request: RentalRequest, options?: BuyOptions): Promise<Rental>
  /**
   * The handle of a number that was rented before, also by another process: by its id, after a look at the provider; or by a
   * snapshot of it, without one.
   * @throws {@link NotFoundError} when the provider does not know the id.
   */
  get(idOrSnapshot: string | RentalSnapshot, call?: CallOptions): Promise<Rental>
  /**
   * Every open rental of the account, whoever rented it.
   * @throws {@link CapabilityError} where the provider has no such list.
   */
  list(call?: CallOptions): Promise<readonly Rental[]>
}

export interface RentalsContext {
  readonly provider: { readonly id: string; readonly rentals?: RentalsFacet }
  readonly purchases: Purchases
  readonly pace: Pace
  readonly events: Emitter<ClientEvents>
  /** Called before every purchase. */
  readonly onBuy: () => void
}

/** Renting numbers and following them; loaded with the first rental. */
export interface RentalsPart {
  readonly resource: RentalsResource
  /** The handle of a rental; one that is followed already learns the end of its time. */
  follow(snapshot: RentalSnapshot): Rental
  live(snapshot: RentalSnapshot): LiveRental
  knownLive(id: string): LiveRental | undefined
  giveBack(snapshot: RentalSnapshot): void
  /** Resolves when no rental is being given back any more. */
  drain(): Promise<void>
}

/** Rentals are dear, and taken back for some twenty minutes: as long as that it is tried. */
const ATTEMPTS = 20

export function openRentals({ provider, purchases, pace, events, onBuy }: RentalsContext): RentalsPart {
  const { id, rentals } = provider
  if (!rentals) throw incapable(id, 'rent')
  const host: RentalHost = {
    ...pace,
    provider: { id, rentals },
    async extend(request, options) {
      onBuy()
      try {
        return (await purchases.extend(request, options)).snapshot
      } catch (error) {
        throw presentUnknown(error, follow)
      }
    },
    onMessage: (live, message) => events.emit('rental:message', { rental: handles.of(live), message }),
    onSettled(live) {
      events.emit('rental:settled', { rental: handles.of(live) })
      void purchases.noteEnded(live.id)
    },
    onError: (error, live) => events.emit('error', { error, activation: null, rental: handles.of(live) }),
  }
  const handles = createHandles(
    (snapshot: RentalSnapshot, age) => new LiveRental(host, snapshot, age),
    createRentalHandle,
  )
  const reaper = createReaper<LiveRental>({
    attempts: ATTEMPTS,
    wait: true,
    onGivenUp: host.onError,
    isFinal: error => error instanceof InvalidTransitionError || error instanceof CapabilityError,
  })
  const lookUps = createSharedReads<Rental>()
  const sources: Sources<RentalSnapshot, RentalObservation> = {
    provider: id,
    kind: 'rentals',
    facet: withSharedList(rentals),
    asSnapshot,
    async written(rentalId) {
      const snapshot = await purchases.snapshotOf(rentalId)
      if (snapshot === null || isRental(snapshot)) return snapshot
      throw new NotFoundError(`${rentalId} is an activation`, {
        provider: id,
        operation: 'rentals.get',
        hint: `Look at activations.get('${rentalId}').`,
      })
    },
  }

  async function lookUp(rentalId: string): Promise<Rental> {
    const found = await findNumber(rentalId, sources, {})
    const live = handles.live(found.snapshot)
    if (!found.isCurrent) await live.look()
    return handles.of(live)
  }

  function follow(snapshot: RentalSnapshot): Rental {
    const known = handles.known(snapshot.id)
    known?.takeExtension(snapshot)
    return handles.of(known ?? handles.live(snapshot))
  }

  return {
    resource: {
      offers: (query, call = {}) => rentals.offers(query, call),
      async rent(request, options) {
        onBuy()
        try {
          const { snapshot, intent } = await purchases.rent(request, options)
          return handles.of(handles.live(snapshot, intent.age))
        } catch (error) {
          throw presentUnknown(error, follow)
        }
      },
      async get(idOrSnapshot, call = {}) {
        if (typeof idOrSnapshot !== 'string') return handles.of(handles.live(idOrSnapshot))
        const known = handles.known(idOrSnapshot)
        if (known) return handles.of(known)
        return lookUps(idOrSnapshot, () => lookUp(idOrSnapshot), call)
      },
      async list(call = {}) {
        if (!rentals.list) throw incapable(id, 'list')
        return (await rentals.list(call)).map(snapshot => handles.of(handles.live(snapshot)))
      },
    },
    follow,
    live: snapshot => handles.live(snapshot),
    knownLive: rentalId => handles.known(rentalId),
    giveBack(snapshot) {
      const live = handles.live(snapshot)
      if (rentals.cancel) reaper.add(live)
      else host.onError(incapable(id, 'cancel'), live)
    },
    drain: () => reaper.drain(),
  }
}

/** An answer as a whole snapshot; `null` where it does not even tell the phone. */
function asSnapshot(told: RentalObservation): RentalSnapshot | null {
  const found = blankOf(told)
  if (!found) return null
  const blank: RentalSnapshot = { ...found.blank, kind: 'rental', status: 'active' }
  return reduceRental(blank, told, found).next
}
