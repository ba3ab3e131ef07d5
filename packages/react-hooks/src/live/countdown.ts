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

/** The time of one number, in the form of an external store of React. */
export interface Countdown {
  subscribe(this: void, listener: () => void): () => void
  getSnapshot(this: void): TimeLeft
  getServerSnapshot(this: void): TimeLeft
}

const UNKNOWN: TimeLeft = { left: null, untilCancellable: null }
const SECOND = 1_000

const wholeSeconds = (ms: number) => Math.max(0, Math.ceil(ms / SECOND) * SECOND)

/** It has a timer only while there is something to count. Every tick asks the SDK's clock, so none that is late adds up. */
export function createCountdown<S extends NumberSnapshot>(numbers: Numbers<S>, target: Target<S> | null): Countdown {
  let shown = UNKNOWN

  /** Milliseconds until another second begins; `null` when there is nothing more to count. */
  function look(): number | null {
    const handle = target === null ? null : numbers.peek(idOf(target))?.handle
    if (!handle || isSettled(handle.snapshot)) {
      shown = UNKNOWN
      return null
    }
    const exact = handle.timeLeft()
    const next = { left: wholeSeconds(exact), untilCancellable: wholeSeconds(handle.untilCancellable()) }
    if (next.left !== shown.left || next.untilCancellable !== shown.untilCancellable) shown = next
    return exact > 0 ? exact % SECOND || SECOND : null
  }

  look()
  return {
    subscribe(listener) {
      if (target === null) return () => {}
      let timer: ReturnType<typeof setTimeout> | undefined
      const tick = () => {
        clearTimeout(timer)
        const [before, pause] = [shown, look()]
        if (pause !== null) timer = setTimeout(tick, pause)
        if (shown !== before) listener()
      }
      const stops = [numbers.follow(target, tick), onReturn(tick), () => clearTimeout(timer)]
      tick()
      return () => {
        for (const stop of stops) stop()
      }
    },
    getSnapshot: () => shown,
    getServerSnapshot: () => UNKNOWN,
  }
}
