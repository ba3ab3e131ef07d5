/** One live number per id for as long as anybody holds it, so that all who follow a number see the same. */
export interface Registry<Live> {
  get(id: string): Live | undefined
  add(live: Live): void
}

export function createRegistry<Live extends { readonly id: string }>(): Registry<Live> {
  const known = new Map<string, WeakRef<Live>>()
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
