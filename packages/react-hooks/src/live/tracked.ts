import type { NumberSnapshot } from '@onesms/sdk'
import type { Numbers } from './registry.ts'
import { idOf, initialOf, type LiveState, type Target } from './state.ts'

/** What one component sees of a number, in the form of an external store of React. */
export interface TrackedNumber<S extends NumberSnapshot> {
  subscribe(this: void, listener: () => void): () => void
  /** Another object when a property has changed that the component has read, and no other. */
  getSnapshot(this: void): LiveState<S>
  getServerSnapshot(this: void): LiveState<S>
  /** The state with `extras`, as an object that notes what is read of it. */
  present<Extras extends object>(this: void, state: LiveState<S>, extras: Extras): LiveState<S> & Extras
}

type Key = keyof LiveState<NumberSnapshot>

export function createTracked<S extends NumberSnapshot>(
  { peek, follow }: Numbers<S>,
  target: Target<S> | null,
): TrackedNumber<S> {
  const initial = initialOf(target)
  const read = new Map<Key, unknown>()
  let last = initial
  let shown: LiveState<S> | null = null
  let isMounted = false

  /** While nobody follows it is what was known last; a source that knows less than the target is about to be told. */
  function current(): LiveState<S> {
    const live = target === null ? undefined : peek(idOf(target))?.state
    if (live && (live.snapshot || !initial.snapshot)) last = live
    return last
  }

  return {
    subscribe(listener) {
      isMounted = true
      return target === null ? () => {} : follow(target, listener)
    },
    getSnapshot() {
      const now = current()
      const isNews = [...read].some(([key, value]) => !Object.is(now[key], value))
      if (isNews || shown === null) shown = now
      return shown
    },
    getServerSnapshot: () => initial,
    present(state, extras) {
      const whole = { ...state, ...extras }
      return new Proxy(whole, {
        get(_, name) {
          if (!(name in state)) return whole[name as keyof typeof whole]
          // The first time what React has chosen to render counts, as it may hydrate; later whoever reads sees what is known now.
          const value = (isMounted ? current() : state)[name as Key]
          read.set(name as Key, value)
          return value
        },
      })
    },
  }
}
