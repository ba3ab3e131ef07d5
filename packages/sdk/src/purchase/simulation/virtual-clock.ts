import type { Clock } from '../../utils/clock.ts'

interface Sleeper {
  readonly due: number
  /** `null`: aborted. */
  wake: (() => void) | null
}

/** A clock that jumps to whatever happens next, so that hours pass in seconds; a heap keeps thousands of sleepers cheap. */
export class VirtualClock implements Clock {
  #elapsed = 0
  readonly #heap: Sleeper[] = []

  now(): number {
    return START + this.#elapsed
  }

  elapsed(): number {
    return this.#elapsed
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      const sleeper: Sleeper = { due: this.#elapsed + ms, wake: resolve }
      signal?.addEventListener(
        'abort',
        () => {
          sleeper.wake = null
          reject(signal.reason)
        },
        { once: true },
      )
      this.#push(sleeper)
    })
  }

  /** Lets time pass until `work` has ended. */
  async runUntil<Result>(work: Promise<Result>): Promise<Result> {
    let isOver = false
    const end = () => {
      isOver = true
    }
    work.then(end, end)
    for (await turn(); !isOver; await turn()) {
      const next = this.#pop()
      if (!next) throw new Error('nothing is left that could happen')
      if (!next.wake) continue
      this.#elapsed = Math.max(this.#elapsed, next.due)
      next.wake()
    }
    return work
  }

  #push(sleeper: Sleeper): void {
    const heap = this.#heap
    let index = heap.push(sleeper) - 1
    while (index > 0) {
      const parent = (index - 1) >> 1
      const above = heap[parent]
      if (!above || above.due <= sleeper.due) break
      heap[index] = above
      index = parent
    }
    heap[index] = sleeper
  }

  #pop(): Sleeper | undefined {
    const heap = this.#heap
    const first = heap[0]
    const last = heap.pop()
    if (!first || !last || heap.length === 0) return first
    let index = 0
    for (;;) {
      const left = 2 * index + 1
      const right = left + 1
      const smaller = (heap[right]?.due ?? Number.POSITIVE_INFINITY) < (heap[left]?.due ?? 0) ? right : left
      const below = heap[smaller]
      if (!below || below.due >= last.due) break
      heap[index] = below
      index = smaller
    }
    heap[index] = last
    return first
  }
}

const START = Date.UTC(2026, 0, 1)

/** The code that was woken has run when this resolves. */
const turn = () => new Promise<void>(resolve => setImmediate(resolve))
