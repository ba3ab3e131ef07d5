import type { Activation, ActivationEvents } from './activation.ts'
import { cancel, complete, report, retry } from './commands.ts'
import { listen, listenOnce } from './listen.ts'
import type { LiveActivation } from './live.ts'
import { messagesOf } from './messages.ts'
import type { Reaper } from './reaper.ts'
import { timeLeftOf, untilCancellableOf } from './remaining.ts'
import { subscribe } from './subscribe.ts'
import { waitForCode, waitForMessage } from './wait.ts'

/** What the caller holds of a live activation. */
export function createHandle(live: LiveActivation, reaper: Reaper<LiveActivation>): Activation {
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
    complete: () => complete(live),
    cancel: (options = {}) => cancel(live, options),
    retry: () => retry(live),
    report: reason => report(live, reason),
    async refresh() {
      await live.look()
      return live.snapshot
    },
    on: (event, listener) => listen<ActivationEvents, typeof event>(live, event, listener),
    once: (event, listener) => listenOnce<ActivationEvents, typeof event>(live, event, listener),
    subscribe: (listener, options) => subscribe(live, listener, options),
    timeLeft: () => timeLeftOf(live),
    untilCancellable: () => untilCancellableOf(live),
    toJSON: () => live.snapshot,
    async [Symbol.asyncDispose]() {
      reaper.add(live)
    },
  }
}
