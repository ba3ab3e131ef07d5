import type { ActivationSnapshot, SmsMessage } from '@onesms/sdk'
import { callSafely } from './call-safely.ts'
import type { Numbers } from './registry.ts'
import { idOf, initialOf, isSettled, NOTHING, type Target } from './state.ts'
import { createThrottle } from './throttle.ts'

/** What is known of one of many numbers. Immutable, and another object when something has changed. */
export interface PolledNumber {
  readonly id: string
  /** `undefined` until the first answer. */
  readonly snapshot: ActivationSnapshot | undefined
  /** Why the last look failed; `null` again with the next answer. */
  readonly error: unknown
  /** Nothing is known yet, and it is being asked for. */
  readonly isLoading: boolean
  /** It was stopped by `stop`. */
  readonly isStopped: boolean
}

/** Who is told of SMS and ends. */
export interface PollingListeners {
  /** An SMS is there: told once for as long as the component lives, also one that was there before. */
  readonly onMessage?: ((message: SmsMessage, snapshot: ActivationSnapshot) => unknown) | undefined
  /** A number has ended: told once, also of one that had ended before. */
  readonly onSettled?: ((snapshot: ActivationSnapshot) => unknown) | undefined
}

type Targets = readonly Target<ActivationSnapshot>[]

/** The numbers that one component follows at once. */
export interface Watchlist {
  /** What is known of `targets`: the same map as long as nothing of it has changed. */
  view(targets: Targets, enabled: boolean): ReadonlyMap<string, PolledNumber>
  /** Follows these and no others; whoever is followed already stays so. @param interval `null`: none of them, for now. */
  follow(targets: Targets, interval: number | null): void
  /** Follows nobody; what was stopped stays stopped. */
  leave(): void
  stop(this: void, id: string): void
  /** What is known already is told to one that comes later. */
  listen(listeners: PollingListeners): void
}

/** Milliseconds between two updates of what is shown. */
const PACE = 1_000

/** @param onChange There is something new to show. */
export function createWatchlist({ peek, follow }: Numbers<ActivationSnapshot>, onChange: () => void): Watchlist {
  const followed = new Map<string, { readonly interval: number; unfollow(): void }>()
  const stopped = new Set<string>()
  const told = new Set<string>()
  let listeners: PollingListeners = {}
  let shown: ReadonlyMap<string, PolledNumber> = new Map()
  const changes = createThrottle(onChange, PACE)

  function take(id: string): void {
    const state = peek(id)?.state
    if (!state) return
    const { snapshot, error, isLoading } = shown.get(id) ?? NOTHING
    if (snapshot !== state.snapshot || error !== state.error || isLoading !== state.isLoading) changes.note()
    if (state.snapshot) tell(state.snapshot)
  }

  function tell(snapshot: ActivationSnapshot): void {
    const { onMessage, onSettled } = listeners
    const { id, messages } = snapshot
    if (onMessage) for (const message of messages) once(`${id} ${message.id}`, () => onMessage(message, snapshot))
    if (onSettled && isSettled(snapshot)) once(id, () => onSettled(snapshot))
  }

  function once(name: string, callback: () => unknown): void {
    if (told.has(name)) return
    told.add(name)
    callSafely(callback)
  }

  function leave(id: string): void {
    followed.get(id)?.unfollow()
    followed.delete(id)
  }

  const watchlist: Watchlist = {
    listen(next) {
      const { onMessage, onSettled } = listeners
      const isNew = (next.onMessage && !onMessage) || (next.onSettled && !onSettled)
      listeners = next
      if (isNew) for (const id of followed.keys()) take(id)
    },
    view(targets, enabled) {
      const next = new Map<string, PolledNumber>()
      for (const target of targets) {
        const id = idOf(target)
        const before = shown.get(id)
        const live = followed.has(id) ? peek(id)?.state : undefined
        const { snapshot, error } = live ?? before ?? initialOf(target)
        const isStopped = stopped.has(id)
        const isLoading = enabled && !isStopped && (live ? live.isLoading : !snapshot)
        const now = { id, snapshot, error, isLoading, isStopped }
        next.set(id, before && isSame(before, now) ? before : now)
      }
      if (!isSame([...next.values()], [...shown.values()])) shown = next
      return shown
    },
    follow(targets, interval) {
      const wanted = new Map(targets.map(target => [idOf(target), target]))
      for (const id of followed.keys()) if (interval === null || !wanted.has(id)) leave(id)
      for (const id of stopped) if (!wanted.has(id)) stopped.delete(id)
      if (interval === null) return
      for (const [id, target] of wanted) {
        const before = followed.get(id)
        if (stopped.has(id) || before?.interval === interval) continue
        followed.set(id, { interval, unfollow: follow(target, () => take(id), interval) })
        before?.unfollow()
        take(id)
      }
    },
    leave() {
      for (const id of followed.keys()) leave(id)
    },
    stop(id) {
      stopped.add(id)
      leave(id)
      changes.flush()
    },
  }
  return watchlist
}

/** Whether two objects, or arrays, hold the same. */
function isSame<T extends object>(one: T, other: T): boolean {
  const keys = Object.keys(one) as (keyof T)[]
  return keys.length === Object.keys(other).length && keys.every(key => one[key] === other[key])
}
