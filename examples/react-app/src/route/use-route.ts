import { useMemo, useSyncExternalStore } from 'react'
import { formatRoute, parseRoute, type Route } from './route.ts'

/** How often somebody went elsewhere since the page was loaded. */
let moves = 0
if (typeof window !== 'undefined') {
  window.addEventListener('hashchange', () => {
    moves += 1
  })
}

/** Whether what is shown was gone to; a page that has just been loaded takes no focus. */
export const wasGoneTo = () => moves > 0

const subscribe = (listener: () => void) => {
  window.addEventListener('hashchange', listener)
  return () => window.removeEventListener('hashchange', listener)
}

export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash)
  return useMemo(() => parseRoute(hash), [hash])
}

export function goTo(route: Route): void {
  window.location.hash = formatRoute(route)
}
