import type { Activation } from '../activation/activation.ts'
import { createHandle } from '../activation/handle.ts'
import { type ActivationHost, LiveActivation } from '../activation/live.ts'
import { createReaper } from '../activation/reaper.ts'
import { createPoller } from '../polling/poller.ts'
import type { Provider } from '../provider/provider.ts'
import type { ActivationSnapshot } from '../provider/snapshot.ts'
import type { Clock } from '../utils/clock.ts'
import type { Emitter } from '../utils/emitter.ts'
import { warn } from '../utils/warn.ts'
import type { ClientEvents } from './events.ts'
import { createRegistry } from './registry.ts'

/** Everything that follows bought numbers: one poller, one reaper, one handle per number. */
export interface Followers {
  /** The handle of a number; a snapshot of one that is followed already changes nothing. `age`: milliseconds since it was bought. */
  follow(snapshot: ActivationSnapshot, age?: number): Activation
  known(id: string): Activation | undefined
  giveBack(snapshot: ActivationSnapshot): void
  /** Ends every wait, and those that come later. */
  endWaits(): void
  /** Resolves when the numbers nobody waits for are given back. */
  drain(): Promise<void>
}

export interface FollowersOptions {
  readonly provider: Provider
  readonly clock: Clock
  readonly events: Emitter<ClientEvents>
  /** The number is over. */
  onEnded(activationId: string): void
}

export function createFollowers({ provider, clock, events, onEnded }: FollowersOptions): Followers {
  let questions = 0
  const nextQuestion = () => ++questions
  const poller = createPoller({ provider, clock, random: Math.random, nextQuestion })
  const reaper = createReaper()
  const registry = createRegistry()
  const handles = new WeakMap<LiveActivation, Activation>()

  const host: ActivationHost = {
    provider,
    clock,
    poller,
    nextQuestion,
    onMessage: (live, message) => events.emit('activation:message', { activation: handleOf(live), message }),
    onSettled(live) {
      events.emit('activation:settled', { activation: handleOf(live) })
      onEnded(live.id)
    },
    onError: (error, live) => events.emit('error', { error, activation: handleOf(live) }),
    onListenerError(error) {
      if (events.has('error')) events.emit('error', { error, activation: null })
      else warn(error instanceof Error ? error : String(error))
    },
  }

  function handleOf(live: LiveActivation): Activation {
    const known = handles.get(live)
    if (known) return known
    const handle = createHandle(live, reaper)
    handles.set(live, handle)
    return handle
  }

  function liveOf(snapshot: ActivationSnapshot, age?: number): LiveActivation {
    const known = registry.get(snapshot.id)
    if (known) return known
    const live = new LiveActivation(host, snapshot, age)
    registry.add(live)
    return live
  }

  return {
    follow: (snapshot, age) => handleOf(liveOf(snapshot, age)),
    known(id) {
      const live = registry.get(id)
      return live && handleOf(live)
    },
    giveBack: snapshot => reaper.add(liveOf(snapshot)),
    endWaits: () => poller.close(new DOMException('The client was closed.', 'AbortError')),
    drain: () => reaper.drain(),
  }
}
