import type { LiveActivation } from '../activation/live.ts'

/** One live activation per id for as long as anybody holds it, so that all who follow a number see the same. */
export interface Registry {
  get(id: string): LiveActivation | undefined
  add(live: LiveActivation): void
}

export function createRegistry(): Registry {
  const known = new Map<string, WeakRef<LiveActivation>>()
  const dropped = new FinalizationRegistry<string>(id => {
    if (known.get(id)?.deref() === undefined) known.delete(id)
  })
  return {
    get: id => known.get(id)?.deref(),
    add(live) {
      known.set(live.id, new WeakRef(live))
      dropped.register(live, live.id)
    },
  }
}
