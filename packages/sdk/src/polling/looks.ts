import type { ActivationsFacet } from '../provider/activations.ts'
import { createBreather } from '../utils/breathe.ts'
import type { Clock } from '../utils/clock.ts'
import { instantOf, timeSince } from '../utils/instant.ts'
import type { PollTarget } from './poll-target.ts'
import type { Turn } from './turns.ts'

/** The looks that are on their way: what asks the provider. */
export interface Looks {
  /** How many requests they are. */
  readonly count: number
  /** Whether one of them is for many numbers. */
  readonly isListing: boolean
  isAskingAbout(target: PollTarget): boolean
  /** Asks about these numbers in one request. What comes of it is told to the options. */
  send(taken: readonly Turn[]): void
  /** Gives all of them up; nothing more is told of them but that they ended. */
  abort(): void
  /**
   * Gives them up where the last went out before this process was away, so that none may ever be answered. Answers whom they
   * were about.
   */
  abortStale(): readonly PollTarget[]
}

export interface LooksOptions {
  readonly clock: Clock
  /** Absent where the provider has no request for many. */
  readonly fetchMany: ActivationsFacet['fetchMany']
  readonly nextQuestion: () => number
  /** The answer told of a number, and was taken in. */
  onTold(target: PollTarget): void
  /** The answer about many did not hold this one. */
  onMissing(target: PollTarget): void
  onFailure(taken: readonly Turn[], error: unknown): void
  /** A request is over, however it went. */
  onEnd(): void
}

/** A look that is older when this process comes back is asked anew. */
const STALE = 10_000
/** How many answers are taken in before the event loop may have a turn. */
const SLICE = 256

export function createLooks(options: LooksOptions): Looks {
  const { clock, fetchMany, nextQuestion } = options
  const asking = new Set<PollTarget>()
  let count = 0
  let isListing = false
  let calls = new AbortController()
  let lastSentAt = instantOf(clock)

  async function send(taken: readonly Turn[]): Promise<void> {
    const targets = taken.map(({ target }) => target)
    const { signal } = calls
    count += 1
    lastSentAt = instantOf(clock)
    for (const target of targets) asking.add(target)
    try {
      if (fetchMany && targets.length > 1) await askAboutMany(fetchMany, targets, signal)
      else for (const target of targets) await askAboutOne(target, signal)
    } catch (error) {
      if (!signal.aborted) options.onFailure(taken, error)
    } finally {
      count -= 1
      for (const target of targets) asking.delete(target)
      options.onEnd()
    }
  }

  async function askAboutOne(target: PollTarget, signal: AbortSignal): Promise<void> {
    await target.ask({ signal })
    options.onTold(target)
  }

  async function askAboutMany(
    fetch: NonNullable<typeof fetchMany>,
    targets: readonly PollTarget[],
    signal: AbortSignal,
  ): Promise<void> {
    isListing = true
    try {
      const question = nextQuestion()
      const ids = targets.map(({ id }) => id)
      const observations = await fetch(ids, { signal })
      const breathe = createBreather()
      for (const [index, target] of targets.entries()) {
        const observation = observations.get(target.id)
        if (observation) {
          target.takeListed?.(observation, question)
          options.onTold(target)
        } else options.onMissing(target)
        if (index % SLICE === SLICE - 1) await breathe()
      }
    } finally {
      isListing = false
    }
  }

  function abort(): void {
    calls.abort()
    calls = new AbortController()
  }

  return {
    get count() {
      return count
    },
    get isListing() {
      return isListing
    },
    isAskingAbout: target => asking.has(target),
    send: taken => void send(taken),
    abort,
    abortStale() {
      if (asking.size === 0 || timeSince(lastSentAt, clock) < STALE) return []
      abort()
      return [...asking]
    },
  }
}
