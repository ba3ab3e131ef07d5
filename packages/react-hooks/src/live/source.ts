import type { NumberSnapshot, SubscribeOptions } from '@onesms/sdk'
import { canAskAgain, pauseAfter } from './pause.ts'
import { initialOf, type LiveState, stateOf, type Target } from './state.ts'

/** What of a handle of the SDK is needed to follow its number. */
export interface LiveHandle<S extends NumberSnapshot> {
  readonly snapshot: S
  subscribe(listener: () => void, options?: SubscribeOptions): () => void
  timeLeft(): number
  untilCancellable(): number
}

/** One number for all components that show it: what is known of it, followed for as long as anybody follows. */
export interface Source<S extends NumberSnapshot> {
  readonly state: LiveState<S>
  /** `null` until the client has found the number. */
  readonly handle: LiveHandle<S> | null
  /** Calls `listener` after every change of `state`. @param interval Milliseconds between two looks. */
  follow(listener: () => void, interval?: number): () => void
  /** A snapshot of it, where only the id was known: then nobody needs to be asked. */
  offer(target: Target<S>): void
  /** Whatever waits, or was given up, is tried now. */
  wake(): void
}

interface Follower {
  readonly listener: () => void
  readonly interval: number | undefined
  stop?: (() => void) | undefined
}

export interface SourceOptions<S extends NumberSnapshot> {
  readonly target: Target<S>
  /** Finds the number. */
  readonly open: (target: Target<S>, call: { readonly signal: AbortSignal }) => Promise<LiveHandle<S>>
  /** Nobody follows any more. */
  readonly onUnused: () => void
  /** Runs a task once whoever mounts at once has mounted. */
  readonly later: (task: () => void) => void
}

export function createSource<S extends NumberSnapshot>({ target, open, onUnused, later }: SourceOptions<S>): Source<S> {
  const followers = new Set<Follower>()
  const life = new AbortController()
  const { signal } = life
  let best = target
  let state = initialOf(best)
  let handle: LiveHandle<S> | null = null
  let failures = 0
  let retry: ReturnType<typeof setTimeout> | undefined
  /** No question is on its way, and none will be sent by itself: the number was not found, or nobody looks at it any more. */
  let isGivenUp = false

  function publish(next: LiveState<S>): void {
    state = next
    for (const { listener } of followers) listener()
  }

  async function find(): Promise<void> {
    const asked = best
    const isCurrent = () => asked === best && !signal.aborted
    clearTimeout(retry)
    retry = undefined
    isGivenUp = false
    try {
      const found = await open(asked, { signal })
      if (isCurrent()) adopt(found)
    } catch (error) {
      if (isCurrent()) miss(error as Error)
    }
  }

  function adopt(found: LiveHandle<S>): void {
    handle = found
    lookAgain()
    publish(found.snapshot === state.snapshot && !state.error ? state : stateOf(found.snapshot))
  }

  function miss(error: Error): void {
    failures += 1
    isGivenUp = !canAskAgain(error)
    if (!isGivenUp) retry = setTimeout(find, pauseAfter(failures, error))
    publish({ ...state, error, isLoading: !isGivenUp && !state.snapshot })
  }

  function start(follower: Follower): void {
    const { interval, stop } = follower
    follower.stop = handle?.subscribe(update, { interval, onLook })
    stop?.()
  }

  function lookAgain(): void {
    isGivenUp = false
    for (const follower of followers) start(follower)
  }

  /** It is called for each who follows, and tells of a change once. */
  function update(): void {
    if (handle && handle.snapshot !== state.snapshot) publish(stateOf(handle.snapshot))
  }

  function onLook(failure: unknown): void {
    const error = failure as Error | null
    if (isGivenUp && !error) lookAgain() // somebody asked by hand, and was answered
    isGivenUp = error !== null && !canAskAgain(error)
    if (error !== state.error) publish({ ...state, error })
  }

  void find()
  return {
    get state() {
      return state
    },
    get handle() {
      return handle
    },
    follow(listener, interval) {
      const follower: Follower = { listener, interval }
      followers.add(follower)
      start(follower)
      return () => {
        followers.delete(follower)
        // Who mounts at once, as under StrictMode, finds it followed still.
        later(() => {
          follower.stop?.()
          if (followers.size > 0 || signal.aborted) return
          life.abort()
          clearTimeout(retry)
          onUnused()
        })
      }
    },
    offer(snapshot) {
      if (handle || typeof best !== 'string' || typeof snapshot === 'string') return
      best = snapshot
      publish(initialOf(best))
      void find()
    },
    wake() {
      if (handle && isGivenUp) lookAgain()
      else if (!handle && (isGivenUp || retry)) void find()
    },
  }
}
