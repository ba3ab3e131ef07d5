import { createRegistry } from './registry.ts'

/** The numbers of one kind that somebody holds: one live number per id, and one handle of it. */
export interface Handles<Snapshot, Live, Handle> {
  /** The handle of a number; a snapshot of one that is followed already changes nothing. `age`: milliseconds since it was bought. */
  follow(snapshot: Snapshot, age?: number): Handle
  known(id: string): Handle | undefined
  /** What is behind the handle. */
  live(snapshot: Snapshot, age?: number): Live
  knownLive(id: string): Live | undefined
  of(live: Live): Handle
}

export function createHandles<Snapshot extends { readonly id: string }, Live extends { readonly id: string }, Handle>(
  create: (snapshot: Snapshot, age: number | undefined) => Live,
  present: (live: Live) => Handle,
): Handles<Snapshot, Live, Handle> {
  const registry = createRegistry<Live>()
  const handles = new WeakMap<Live, Handle>()

  function live(snapshot: Snapshot, age?: number): Live {
    const known = registry.get(snapshot.id)
    if (known) return known
    const made = create(snapshot, age)
    registry.add(made)
    return made
  }

  function of(number: Live): Handle {
    const known = handles.get(number)
    if (known) return known
    const handle = present(number)
    handles.set(number, handle)
    return handle
  }

  return {
    follow: (snapshot, age) => of(live(snapshot, age)),
    known(id) {
      const number = registry.get(id)
      return number && of(number)
    },
    live,
    knownLive: id => registry.get(id),
    of,
  }
}
