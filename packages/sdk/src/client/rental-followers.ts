import { createReaper } from '../activation/reaper.ts'
import { CapabilityError } from '../errors/access.ts'
import { InvalidTransitionError } from '../errors/activation.ts'
import type { RentalSnapshot } from '../provider/rental-snapshot.ts'
import type { RentalsFacet } from '../provider/rentals.ts'
import type { Purchases } from '../purchase/api.ts'
import { createRentalHandle } from '../rental/handle.ts'
import { incapable } from '../rental/incapable.ts'
import { LiveRental, type RentalHost } from '../rental/live.ts'
import type { Rental } from '../rental/rental.ts'
import type { Emitter } from '../utils/emitter.ts'
import type { ClientEvents } from './events.ts'
import { createHandles, type Handles } from './handles.ts'
import type { Pace } from './pace.ts'
import { presentUnknown } from './purchases.ts'

/** Everything that follows rented numbers: one reaper, one handle per number. */
export interface RentalFollowers extends Handles<RentalSnapshot, LiveRental, Rental> {
  /** The handle of what was bought: a rental that is followed already has got more time. */
  followBought(snapshot: RentalSnapshot): Rental
  /** Gives a rental back, where the provider takes them back. */
  giveBack(snapshot: RentalSnapshot): void
  /** Resolves when no rental is being given back any more. */
  drain(): Promise<void>
}

export interface RentalFollowersOptions {
  readonly provider: { readonly id: string }
  readonly rentals: RentalsFacet
  readonly purchases: Purchases
  readonly pace: Pace
  readonly events: Emitter<ClientEvents>
  /** Called before every purchase. */
  readonly onBuy: () => void
}

/** Rentals are dear, and taken back for some twenty minutes: as long as that it is tried. */
const ATTEMPTS = 20

export function createRentalFollowers(options: RentalFollowersOptions): RentalFollowers {
  const { provider, rentals, purchases, pace, events, onBuy } = options
  const { id } = provider
  const host: RentalHost = {
    ...pace,
    provider: { id, rentals },
    async extend(request, extending) {
      onBuy()
      try {
        return (await purchases.extend(request, extending)).snapshot
      } catch (error) {
        throw presentUnknown(error, followBought)
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

  function followBought(snapshot: RentalSnapshot): Rental {
    handles.knownLive(snapshot.id)?.takeExtension(snapshot)
    return handles.follow(snapshot)
  }

  return {
    ...handles,
    followBought,
    giveBack(snapshot) {
      const live = handles.live(snapshot)
      if (rentals.cancel) reaper.add(live)
      else host.onError(incapable(id, 'cancel'), live)
    },
    drain: () => reaper.drain(),
  }
}
