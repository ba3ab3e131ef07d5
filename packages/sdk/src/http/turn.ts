import type { Clock } from '../utils/clock.ts'
import type { Limiter } from './limiter.ts'

/**
 * Waits for a turn, but not for longer than `patience` in milliseconds.
 * @returns `false` when it took too long; a turn that was not taken is left to the others. Rejects with the signal's reason.
 */
export async function turnWithin(
  patience: number,
  { limiter, clock, signal }: { limiter: Limiter; clock: Clock; signal?: AbortSignal | undefined },
): Promise<boolean> {
  const served = new AbortController()
  const late = new AbortController()
  clock.sleep(patience, served.signal).then(
    () => late.abort(),
    () => {},
  )
  try {
    await limiter.turn(AbortSignal.any([late.signal, ...(signal ? [signal] : [])]))
    return true
  } catch (error) {
    if (late.signal.aborted && !signal?.aborted) return false
    throw error
  } finally {
    served.abort()
  }
}
