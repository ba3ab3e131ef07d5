import type { Clock } from './clock.ts'

/** The work took longer than it may. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError'
}

/**
 * Settles as `work` does, or rejects with a {@link DeadlineError} after `ms`, or with the reason of `outer` once that is
 * aborted, whatever the work does then. The signal it is given is aborted in both cases.
 */
export async function withDeadline<T>(
  { clock, ms, outer }: { readonly clock: Clock; readonly ms: number; readonly outer?: AbortSignal },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  outer?.throwIfAborted()
  const late = new AbortController()
  const done = new AbortController()
  const signal = outer ? AbortSignal.any([outer, late.signal]) : late.signal
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  clock.sleep(ms, done.signal).then(
    () => late.abort(new DeadlineError(`no answer within ${ms / 1000} s`)),
    () => {}, // done in time
  )
  try {
    return await Promise.race([work(signal), aborted])
  } finally {
    done.abort()
  }
}
