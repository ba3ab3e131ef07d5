import type { Activation } from '../activation/activation.ts'
import { createHandle } from '../activation/handle.ts'
import { type ActivationHost, LiveActivation } from '../activation/live.ts'
import { createReaper } from '../activation/reaper.ts'
import type { Provider } from '../provider/provider.ts'
import type { ActivationSnapshot } from '../provider/snapshot.ts'
import type { Emitter } from '../utils/emitter.ts'
import type { ClientEvents } from './events.ts'
import { createHandles, type Handles } from './handles.ts'
import type { Pace } from './pace.ts'

/** Everything that follows bought numbers: one reaper, one handle per number. */
export interface Followers extends Handles<ActivationSnapshot, LiveActivation, Activation> {
  giveBack(snapshot: ActivationSnapshot): void
  /** Resolves when the numbers nobody waits for are given back. */
  drain(): Promise<void>
}

export interface FollowersOptions {
  readonly provider: Provider
  readonly pace: Pace
  readonly events: Emitter<ClientEvents>
  /** The number is over. */
  onEnded(activationId: string): void
}

export function createFollowers({ provider, pace, events, onEnded }: FollowersOptions): Followers {
  const host: ActivationHost = {
    provider,
    ...pace,
    onMessage: (live, message) => events.emit('activation:message', { activation: handles.of(live), message }),
    onSettled(live) {
      events.emit('activation:settled', { activation: handles.of(live) })
      onEnded(live.id)
    },
    onError: (error, live) => events.emit('error', { error, activation: handles.of(live), rental: null }),
  }
  const reaper = createReaper<LiveActivation>({
    attempts: Number.POSITIVE_INFINITY,
    wait: true,
    onGivenUp: host.onError, // its time is over, and nobody can be asked
  })
  const handles = createHandles(
    (snapshot: ActivationSnapshot, age) => new LiveActivation(host, snapshot, age),
    live => createHandle(live, reaper),
  )
  return {
    ...handles,
    giveBack: snapshot => reaper.add(handles.live(snapshot)),
    drain: () => reaper.drain(),
  }
}
