import type { Clock } from '../utils/clock.ts'

interface Sleeper {
  readonly due: number
  wake(): void
}

/**
 * A clock that stands still until it is told to move: time in milliseconds, starting at 2026-01-01T00:00:00Z by default.
 *
 * `advance` moves time and wakes the sleepers it passes, one instant after the other. `set` corrects the reading alone,
 * as when the clock of a computer is put right: a sleep is a length of time and does not end sooner for it.
 */
export class FakeClock implements Clock {
  #elapsed = 0
  #target = 0
  #offset: number
  readonly #sleepers = new Set<Sleeper>()

  constructor(start: Date | number = Date.UTC(2026, 0, 1)) {
    this.#offset = Number(start)
  }

  /** How many sleeps wait for time to pass. */
  get sleeping(): number {
    return this.#sleepers.size
  }

  now(): number {
    return this.#offset + this.#elapsed
  }

  elapsed(): number {
    return this.#elapsed
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      const end = (settle: () => void) => {
        this.#sleepers.delete(sleeper)
        signal?.removeEventListener('abort', onAbort)
        settle()
      }
      const onAbort = () => end(() => reject(signal?.reason))
      const sleeper: Sleeper = { due: this.#elapsed + ms, wake: () => end(resolve) }
      this.#sleepers.add(sleeper)
      signal?.addEventListener('abort', onAbort, { once: true })
    })
  }

  /**
   * Moves time forward by `ms`. Await it: between two instants the woken code runs, so that a loop of short sleeps is
   * woken as often as the time allows.
   */
  async advance(ms: number): Promise<void> {
    if (!(ms >= 0)) throw new RangeError('time moves forward: use set() to turn the clock back')
    this.#target += ms
    const target = this.#target
    await settled()
    for (let due = this.#nextDue(); due <= target; due = this.#nextDue()) {
      this.#elapsed = Math.max(this.#elapsed, due)
      for (const sleeper of [...this.#sleepers]) if (sleeper.due <= due) sleeper.wake()
      await settled()
    }
    this.#elapsed = Math.max(this.#elapsed, target)
  }

  /** Makes the clock read `date` now. Wakes nobody. */
  set(date: Date | number): void {
    this.#offset = Number(date) - this.#elapsed
  }

  #nextDue(): number {
    let next = Number.POSITIVE_INFINITY
    for (const { due } of this.#sleepers) if (due < next) next = due
    return next
  }
}

const soon: (callback: () => void) => unknown = globalThis.setImmediate ?? globalThis.setTimeout

/** Resolves when the microtasks of code that was just woken have run. */
const settled = () => new Promise<void>(resolve => soon(resolve))
