import { untilAborted } from '../utils/abort.ts'

/** Whether anybody still waits for what is being done. */
export interface Callers {
  areWaiting(): boolean
}

/** Work that several callers may wait for, and that goes on when they leave. */
export interface SharedRun<Result> {
  /** Starts the work with the first caller. Rejects with the signal's reason as soon as it is aborted. */
  join(signal: AbortSignal | undefined): Promise<Result>
}

export function shareRun<Result>(work: (callers: Callers) => Promise<Result>): SharedRun<Result> {
  let waiting = 0
  let result: Promise<Result> | undefined
  return {
    join: signal => {
      waiting += 1
      const leave = () => {
        waiting -= 1
      }
      signal?.addEventListener('abort', leave, { once: true })
      result ??= work({ areWaiting: () => waiting > 0 })
      const stopListening = () => signal?.removeEventListener('abort', leave)
      result.then(stopListening, stopListening)
      return untilAborted(result, signal)
    },
  }
}
