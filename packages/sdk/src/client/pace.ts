import { createPoller, type Poller } from '../polling/poller.ts'
import type { Provider } from '../provider/provider.ts'
import type { Clock } from '../utils/clock.ts'
import type { Emitter } from '../utils/emitter.ts'
import { warn } from '../utils/warn.ts'
import type { ClientEvents } from './events.ts'

/** What all numbers of a client have in common, whatever was bought: one time, one poller, one count of questions. */
export interface Pace {
  readonly clock: Clock
  readonly poller: Poller
  nextQuestion(): number
  onListenerError(error: unknown): void
}

export function createPace(provider: Provider, clock: Clock, events: Emitter<ClientEvents>): Pace {
  let questions = 0
  const nextQuestion = () => ++questions
  return {
    clock,
    poller: createPoller({ provider, clock, random: Math.random, nextQuestion }),
    nextQuestion,
    onListenerError(error) {
      if (events.has('error')) events.emit('error', { error, activation: null, rental: null })
      else warn(error instanceof Error ? error : String(error))
    },
  }
}
