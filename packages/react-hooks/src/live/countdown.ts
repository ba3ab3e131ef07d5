import type { NumberSnapshot } from '@onesms/sdk'
import { onReturn } from './on-return.ts'
import type { Numbers } from './registry.ts'
import { idOf, isSettled, type Target } from './state.ts'

/** What is left of a number's time, in whole seconds told as milliseconds. */
export interface TimeLeft {
  /** Until its time is over, 0 when it is; `null` as long as that is not known, and after the end. */
  readonly left: number | null
  /** Until its provider takes it back, 0 when it does; `null` as `left` is. */
  readonly untilCancellable: number | null
}

/** The time of one number. It has a timer only while there is something to count. */
export interface Countdown {
  /** Calls `listener` whenever another second begins, and when the page comes back. Answers how to stop. */
  subscribe(this: void, listener: () => void): () => void
  /** What is left by now, by the SDK's clock, so that no tick that is late adds up. */
  read(this: void, which: 'timeLeft' | 'untilCancellable'): number | null
}

const SECOND = 1_000

export function createCountdown<S extends NumberSnapshot>(
  { peek, follow }: Numbers<S>,
  target: Target<S> | null,
): Countdown {
  const exactly = (which: 'timeLeft' | 'untilCancellable') => {
    const handle = target && peek(idOf(target))?.handle
    return handle && !isSettled(handle.snapshot) ? handle[which]() : null
  }
  return {
    subscribe(listener) {
      if (target === null) return () => {}
      let timer: ReturnType<typeof setTimeout> | undefined
      const tick = () => {
        clearTimeout(timer)
        listener()
        const left = exactly('timeLeft')
        if (left) timer = setTimeout(tick, left % SECOND || SECOND)
      }
      const stops = [follow(target, tick), onReturn(tick), () => clearTimeout(timer)]
      tick()
      return () => {
        for (const stop of stops) stop()
      }
    },
    read(which) {
      const left = exactly(which)
      return left === null ? null : Math.ceil(left / SECOND) * SECOND
    },
  }
}
