import { InvalidTransitionError, TooEarlyToCancelError } from '../errors/activation.ts'
import { RateLimitError } from '../errors/transport.ts'
import type { NumberSnapshot } from '../provider/rental-snapshot.ts'
import type { Clock } from '../utils/clock.ts'
import type { Watcher } from './followed.ts'
import type { Refusal } from './lifespan.ts'
import { operationOn } from './operation.ts'
import { isUnused } from './status.ts'

export interface GiveBackOptions {
  /** Failed attempts until it gives up. */
  readonly attempts: number
  /** Whether to wait out the time in which the provider takes nothing back. */
  readonly wait: boolean
  /** Failures that no later attempt can mend. Default: none. */
  isFinal?(error: unknown): boolean
}

/** A number that can be given back. */
export interface Returnable<S extends NumberSnapshot> {
  readonly id: string
  readonly snapshot: S
  readonly host: { readonly clock: Clock }
  look(): Promise<void>
  sendCancel(): Promise<void>
  observe(watcher: Watcher): () => void
  timeLeft(): number
  untilCancellable(refusal?: Refusal): number
}

const SHORTEST_PAUSE = 5_000
const LONGEST_PAUSE = 60_000

/**
 * Gives a number back, unless an SMS comes first or its time ends: looks before every attempt, since what received an SMS
 * is not given back, and after every lost answer, since that is the only proof.
 */
export async function giveBack<S extends NumberSnapshot>(
  live: Returnable<S>,
  { attempts, wait, isFinal = () => false }: GiveBackOptions,
): Promise<S> {
  let pause = live.untilCancellable()
  for (let failures = 0; ; ) {
    if (pause > 0 && !wait && failures === 0) throw tooEarly(live, pause)
    await whileUnused(live, pause)
    try {
      await live.look()
      if (isUnused(live.snapshot)) await live.sendCancel()
      if (!isUnused(live.snapshot)) return live.snapshot
      throw new InvalidTransitionError(`${live.snapshot.provider} did not take ${live.id} back`)
    } catch (error) {
      if (!isUnused(live.snapshot)) return live.snapshot
      if (isFinal(error)) throw error
      if (error instanceof TooEarlyToCancelError && live.timeLeft() > 0) {
        if (!wait) throw error
        pause = Math.max(SHORTEST_PAUSE, live.untilCancellable(error))
      } else {
        failures += 1
        if (failures >= attempts || live.timeLeft() <= 0) throw error
        pause = pauseAfter(error, failures)
      }
    }
  }
}

/** Passes time until it is up, or there is nothing to give back any more. Asks the provider nothing. */
async function whileUnused(live: Returnable<NumberSnapshot>, pause: number): Promise<void> {
  if (pause <= 0) return
  const over = new AbortController()
  const stop = live.observe({ change: () => void (isUnused(live.snapshot) || over.abort()) })
  await live.host.clock.sleep(pause, over.signal).catch(() => {}) // over before its time
  stop()
}

function tooEarly({ id, snapshot, host }: Returnable<NumberSnapshot>, pause: number) {
  const cancellableAt = new Date(host.clock.now() + pause)
  return new TooEarlyToCancelError(
    `${snapshot.provider} does not take ${id} back before ${cancellableAt.toISOString()}`,
    {
      provider: snapshot.provider,
      operation: operationOn(snapshot, 'cancel'),
      cancellableAt,
    },
  )
}

function pauseAfter(error: unknown, failures: number): number {
  const asked = error instanceof RateLimitError ? (error.retryAfter ?? 0) : 0
  return Math.min(LONGEST_PAUSE, Math.max(asked, SHORTEST_PAUSE * 2 ** (failures - 1)))
}
