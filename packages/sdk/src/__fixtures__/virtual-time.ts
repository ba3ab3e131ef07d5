import './loaded.ts'
import { vi } from 'vitest'

/** Runs `work` while timers and the wall clock fly: pauses and repetitions take no time. Deadlines of `AbortSignal` stay real. */
export async function inVirtualTime<T>(work: () => Promise<T>): Promise<T> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  try {
    let isDone = false
    const result = work().finally(() => {
      isDone = true
    })
    result.catch(() => {})
    while (!isDone) {
      await vi.advanceTimersByTimeAsync(100)
      await new Promise(resolve => setImmediate(resolve))
    }
    return await result
  } finally {
    vi.useRealTimers()
  }
}
