import { listen, listenOnce } from '../activation/listen.ts'
import { messagesOf } from '../activation/messages.ts'
import { timeLeftOf, untilCancellableOf } from '../activation/remaining.ts'
import { subscribe } from '../activation/subscribe.ts'
import { cancel, complete, extend, extensions } from './commands.ts'
import type { LiveRental } from './live.ts'
import type { Rental, RentalEvents } from './rental.ts'
import { waitForCode, waitForMessage } from './wait.ts'

/** What the caller holds of a live rental. */
export function createRentalHandle(live: LiveRental): Rental {
  return {
    get id() {
      return live.id
    },
    get phone() {
      return live.snapshot.phone
    },
    get status() {
      return live.snapshot.status
    },
    get snapshot() {
      return live.snapshot
    },
    waitForCode: options => waitForCode(live, options),
    waitForMessage: options => waitForMessage(live, options),
    messages: options => messagesOf(live, options),
    extensions: (call = {}) => extensions(live, call),
    extend: (duration, options = {}) => extend(live, duration, options),
    cancel: () => cancel(live),
    complete: () => complete(live),
    async refresh() {
      await live.look()
      return live.snapshot
    },
    on: (event, listener) => listen<RentalEvents, typeof event>(live, event, listener),
    once: (event, listener) => listenOnce<RentalEvents, typeof event>(live, event, listener),
    subscribe: (listener, options) => subscribe(live, listener, options),
    timeLeft: () => timeLeftOf(live),
    untilCancellable: () => untilCancellableOf(live),
    toJSON: () => live.snapshot,
  }
}
