/** Keeps bytes by name for as long as the revision stays the same. */
export function createMemory(revision: () => number): (name: string, write: () => Uint8Array) => Uint8Array {
  const kept = new Map<string, { readonly revision: number; readonly bytes: Uint8Array }>()
  return (name, write) => {
    const known = kept.get(name)
    if (known?.revision === revision()) return known.bytes
    const bytes = write()
    kept.set(name, { revision: revision(), bytes })
    return bytes
  }
}
