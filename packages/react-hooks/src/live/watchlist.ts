import type { ActivationSnapshot, SmsMessage } from '@onesms/sdk'
import { callSafely } from './call-safely.ts'
import type { Numbers } from './registry.ts'
import { idOf, initialOf, isSettled, type LiveState, NOTHING, type Target } from './state.ts'
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

export interface PollingListeners {
  /** An SMS is there: told once for as long as the component lives, also one that was there before. */
  readonly onMessage?: ((message: SmsMessage, snapshot: ActivationSnapshot) => unknown) | undefined
  /** A number has ended: told once, also of one that had ended before. */
  readonly onSettled?: ((snapshot: ActivationSnapshot) => unknown) | undefined
}

type Targets = readonly Target<ActivationSnapshot>[]

/** The numbers that one component follows at once, in the form of an external store of React. */
export interface Watchlist {
  subscribe(this: void, listener: () => void): () => void
  /** Another object when there is something new to show. */
  getSnapshot(this: void): object
  /** What is known of `targets`: the same map as long as nothing of it has changed. */
  view(targets: Targets, enabled: boolean): ReadonlyMap<string, PolledNumber>
  /** Follows these and no others; whoever is followed already stays so. @param interval `null`: none of them, for now. */
  follow(targets: Targets, interval: number | null): void
  /** Follows nobody; what was stopped stays stopped. */
  leave(): void
  stop(this: void, id: string): void
  listeners: PollingListeners
}

/** Milliseconds between two updates of what is shown. */
const PACE = 1_000

export function createWatchlist({ peek, follow }: Numbers<ActivationSnapshot>): Watchlist {
  const followed = new Map<string, { readonly interval: number; unfollow(): void }>()
  const states = new Map<string, LiveState<ActivationSnapshot>>()
  const stopped = new Set<string>()
  const told = new Set<string>()
  const subscribers = new Set<() => void>()
  let shown: ReadonlyMap<string, PolledNumber> = new Map()
  let version = {}
  const changes = createThrottle(() => {
    version = {}
    for (const subscriber of subscribers) subscriber()
  }, PACE)

  function take(id: string): void {
    const state = peek(id)?.state
    if (!state || !followed.has(id)) return
    states.set(id, state)
    const { snapshot, error, isLoading } = shown.get(id) ?? NOTHING
    if (snapshot !== state.snapshot || error !== state.error || isLoading !== state.isLoading) changes.note()
    if (state.snapshot) tell(state.snapshot)
  }

  function tell(snapshot: ActivationSnapshot): void {
    const { onMessage, onSettled } = watchlist.listeners
    const { id, messages } = snapshot
    for (const message of messages) once(`${id} ${message.id}`, () => onMessage?.(message, snapshot))
    if (isSettled(snapshot)) once(id, () => onSettled?.(snapshot))
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
    listeners: {},
    subscribe(listener) {
      subscribers.add(listener)
      return () => void subscribers.delete(listener)
    },
    getSnapshot: () => version,
    view(targets, enabled) {
      const next = new Map<string, PolledNumber>()
      for (const target of targets) {
        const id = idOf(target)
        const { snapshot, error, isLoading } = states.get(id) ?? peek(id)?.state ?? initialOf(target)
        const isStopped = stopped.has(id)
        const now = { id, snapshot, error, isLoading: isLoading && enabled && !isStopped, isStopped }
        const before = shown.get(id)
        next.set(id, before && isSame(before, now) ? before : now)
      }
      if (!isSame([...next.values()], [...shown.values()])) shown = next
      return shown
    },
    follow(targets, interval) {
      const wanted = new Map(targets.map(target => [idOf(target), target]))
      for (const id of followed.keys()) if (interval === null || !wanted.has(id)) leave(id)
      for (const known of [states, stopped]) for (const id of known.keys()) if (!wanted.has(id)) known.delete(id)
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
