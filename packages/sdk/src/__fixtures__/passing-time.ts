import { vi } from 'vitest'
import './loaded.ts'
import type { FakeClock } from '../testing/fake-clock.ts'

/** Milliseconds. Short enough that an answer out of memory comes before whoever waits for it gives up. */
const STEP = 5_000
const TURNS = 4
/** Milliseconds after which what has not ended never will. */
const FOREVER = 2 * 3_600_000

/**
 * Runs `work` while all time flies together: the clock, timers, the wall clock, and the deadlines of `AbortSignal`. It
 * stands still while `isBusy`: what is on its way to a disk takes no virtual time.
 */
export async function whileTimeFlies<T>(clock: FakeClock, isBusy: () => boolean, work: () => Promise<T>): Promise<T> {
  vi.useFakeTimers({ now: clock.now(), toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })
  const deadlines = vi.spyOn(AbortSignal, 'timeout').mockImplementation(virtualDeadline)
  try {
    let isDone = false
    const result = work().finally(() => {
      isDone = true
    })
    result.catch(() => {})
    for (let passed = 0; !isDone && passed < FOREVER; ) {
      for (let turn = 0; turn < TURNS; turn += 1) await new Promise(resolve => setImmediate(resolve))
      if (isDone || isBusy()) continue
      vi.advanceTimersByTime(STEP)
      await clock.advance(STEP)
      passed += STEP
    }
    if (!isDone) throw new Error('it never ended')
    return await result
  } finally {
    deadlines.mockRestore()
    vi.useRealTimers()
  }
}

function virtualDeadline(ms: number): AbortSignal {
  const deadline = new AbortController()
  setTimeout(() => deadline.abort(new DOMException('The time is over.', 'TimeoutError')), ms)
  return deadline.signal
}
