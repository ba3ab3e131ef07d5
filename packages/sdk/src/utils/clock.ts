/** Time as a parameter, so that no test waits on the wall clock. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number
  /** Milliseconds since some instant; goes on evenly also when the wall clock is put right. */
  elapsed(): number
  /** Resolves after `ms`; rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal, options?: SleepOptions): Promise<void>
}

export interface SleepOptions {
  /** Does not keep the process alive, where there is a process. Default `false`. */
  readonly background?: boolean
}

/** The time of this machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  sleep: (ms, signal, { background = false } = {}) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      const onAbort = () => {
        clearTimeout(timer)
        reject(signal?.reason)
      }
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', onAbort)
        resolve()
      }, ms)
      // In a page a timer is a number.
      if (background) (timer as { unref?(): void }).unref?.()
      signal?.addEventListener('abort', onAbort, { once: true })
    }),
}
