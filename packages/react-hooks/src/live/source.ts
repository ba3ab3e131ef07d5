import type { NumberSnapshot } from '@onesms/sdk'
import { callSafely } from './call-safely.ts'
import { canAskAgain, pauseAfter } from './pause.ts'
import { idOf, initialOf, type LiveState, stateOf, type Target } from './state.ts'

/** What of a handle of the SDK is needed to follow its number. */
export interface LiveHandle<S extends NumberSnapshot> {
  readonly snapshot: S
  subscribe(
    listener: () => void,
    options?: { readonly interval?: number; readonly onLook?: (error: unknown) => void },
  ): () => void
  timeLeft(): number
  untilCancellable(): number
}

/** One number for all components that show it: what is known of it, followed for as long as anybody follows. */
export interface Source<S extends NumberSnapshot> {
  readonly id: string
  readonly state: LiveState<S>
  /** `null` until the client has found the number. */
  readonly handle: LiveHandle<S> | null
  /** Calls `listener` after every change of `state`. @param interval Milliseconds between two looks. */
  follow(listener: () => void, interval?: number): () => void
  /** A snapshot of it, where only the id was known: then nobody needs to be asked. */
  offer(snapshot: S): void
  /** Whatever waits, or was given up, is tried now. */
  wake(): void
}

interface Follower {
  readonly listener: () => void
  readonly interval: number | undefined
  stop(): void
}

export interface SourceOptions<S extends NumberSnapshot> {
  readonly target: Target<S>
  /** Finds the number. */
  readonly open: (target: Target<S>, signal: AbortSignal) => Promise<LiveHandle<S>>
  /** Nobody follows any more. */
  readonly onUnused: () => void
  /** Runs a task once whoever mounts at once has mounted. */
  readonly later: (task: () => void) => void
}

export function createSource<S extends NumberSnapshot>({ target, open, onUnused, later }: SourceOptions<S>): Source<S> {
  const followers = new Set<Follower>()
  const life = new AbortController()
  let state = initialOf(target)
  let handle: LiveHandle<S> | null = null
  let best = target
  let attempts = 0
  let failures = 0
  let retry: ReturnType<typeof setTimeout> | undefined
  /** Nobody looks at it any more, although it lives. */
  let isGivenUp = false

  function publish(next: LiveState<S>): void {
    state = next
    for (const { listener } of [...followers]) callSafely(listener)
  }

  async function find(): Promise<void> {
    const own = ++attempts
    const isCurrent = () => own === attempts && !life.signal.aborted
    clearTimeout(retry)
    retry = undefined
    try {
      const found = await open(best, life.signal)
      if (isCurrent()) adopt(found)
    } catch (error) {
      if (isCurrent()) miss(error)
    }
  }

  function adopt(found: LiveHandle<S>): void {
    handle = found
    failures = 0
    for (const follower of followers) start(found, follower)
    publish(found.snapshot === state.snapshot && !state.error ? state : stateOf(found.snapshot))
  }

  function miss(error: unknown): void {
    failures += 1
    const isLoading = canAskAgain(error)
    if (isLoading) retry = setTimeout(() => void find(), pauseAfter(failures, error, Math.random()))
    publish({ ...state, error: asError(error), isLoading: isLoading && state.snapshot === undefined })
  }

  function start(found: LiveHandle<S>, follower: Follower): void {
    const { interval } = follower
    follower.stop = found.subscribe(update, { onLook, ...(interval !== undefined && { interval }) })
  }

  /** Where it changed its own listener is called once, however many follow. */
  function update(): void {
    if (handle && handle.snapshot !== state.snapshot) publish(stateOf(handle.snapshot))
  }

  function onLook(error: unknown): void {
    const next = error === null ? null : asError(error)
    if (next === null && isGivenUp && handle) lookAgain(handle) // somebody asked by hand, and was answered
    isGivenUp = next !== null && !canAskAgain(next)
    if (next !== state.error) publish({ ...state, error: next })
  }

  function lookAgain(found: LiveHandle<S>): void {
    isGivenUp = false
    for (const follower of followers) {
      const { stop } = follower
      start(found, follower)
      stop()
    }
  }

  void find()
  return {
    id: idOf(target),
    get state() {
      return state
    },
    get handle() {
      return handle
    },
    follow(listener, interval) {
      const follower: Follower = { listener, interval, stop: () => {} }
      followers.add(follower)
      if (handle) start(handle, follower)
      return () => {
        if (!followers.delete(follower)) return
        // A mount that follows at once, as under StrictMode, finds it followed still.
        later(() => {
          follower.stop()
          if (followers.size > 0 || life.signal.aborted) return
          life.abort()
          clearTimeout(retry)
          onUnused()
        })
      }
    },
    offer(snapshot) {
      if (typeof best !== 'string') return
      best = snapshot
      if (handle) return
      publish(initialOf(snapshot))
      void find()
    },
    wake() {
      const isFailed = retry !== undefined || (state.error !== null && !handle)
      if (!handle && isFailed) void find()
      else if (handle && isGivenUp) lookAgain(handle)
    },
  }
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)))
