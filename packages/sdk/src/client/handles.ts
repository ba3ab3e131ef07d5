import { createRegistry } from './registry.ts'

/** The numbers of one kind that somebody holds: one live number per id, and one handle of it. */
export interface Handles<Snapshot, Live, Handle> {
  known(id: string): Live | undefined
  /** The live number; a snapshot of one that is known already changes nothing. `age`: milliseconds since it was bought. */
  live(snapshot: Snapshot, age?: number): Live
  of(live: Live): Handle
}

export function createHandles<Snapshot extends { readonly id: string }, Live extends { readonly id: string }, Handle>(
  create: (snapshot: Snapshot, age: number | undefined) => Live,
  present: (live: Live) => Handle,
): Handles<Snapshot, Live, Handle> {
  const registry = createRegistry<Live>()
  const handles = new WeakMap<Live, Handle>()
  return {
    known: id => registry.get(id),
    live(snapshot, age) {
      const known = registry.get(snapshot.id)
      if (known) return known
      const live = create(snapshot, age)
      registry.add(live)
      return live
    },
    of(live) {
      const known = handles.get(live)
      if (known) return known
      const handle = present(live)
      handles.set(live, handle)
      return handle
    },
  }
}
