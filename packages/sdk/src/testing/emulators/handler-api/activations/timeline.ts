import type { Clock } from '../../../../utils/clock.ts'
import { createAgenda } from './agenda.ts'
import { createWaker } from './waker.ts'

/** The host's time: what is due happens when somebody asks, as of the instant it was due. */
export interface Timeline {
  /** Milliseconds since the epoch. */
  now(): number
  /** Milliseconds on the clock that does not jump. */
  elapsed(): number
  /** Does something `ms` milliseconds from now. */
  later(ms: number, act: () => void): void
  /** Lets everything happen that is due by now. */
  settle(): void
}

/** `awake`: what is due happens at its instant, though nobody asks. */
export function createTimeline(clock: Clock, awake = false): Timeline {
  const agenda = createAgenda()
  /** While something due in the past happens, that is the time. */
  let happening: number | null = null
  const elapsed = () => happening ?? clock.elapsed()
  /** Whoever asks while something happens is told how things stand then. */
  const settle = () => {
    if (happening === null) agenda.settle(clock.elapsed())
  }
  const entered = awake ? createWaker(clock, agenda, settle) : () => undefined
  return {
    elapsed,
    now: () => clock.now() - (clock.elapsed() - elapsed()),
    later(ms, act) {
      agenda.add(elapsed() + ms, due => {
        happening = due
        try {
          act()
        } finally {
          happening = null
        }
      })
      entered()
    },
    settle,
  }
}
