import { useSyncExternalStore } from 'react'
import type { Decor } from './decor.ts'

let loaded: Decor | null = null
const listeners = new Set<() => void>()

/** Called once, as soon as the page begins. */
export function loadDecor(): void {
  import('./decor.ts').then(
    ({ decor }) => {
      loaded = decor
      for (const listener of listeners) listener()
    },
    () => {}, // initials do
  )
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Icons and categories; `null` until they are there. */
export const useDecor = (): Decor | null => useSyncExternalStore(subscribe, () => loaded)
