/** The ways in which a page tells that it was away: in the background, frozen, in the back/forward cache, offline. */
const isReturn = (event: Event): boolean => {
  if (event.type === 'visibilitychange') return document.visibilityState === 'visible'
  return event.type !== 'pageshow' || (event as PageTransitionEvent).persisted
}

/** Calls `listener` whenever the page comes back. Answers how to stop. */
export function onReturn(listener: () => void): () => void {
  const hear = (event: Event) => void (isReturn(event) && listener())
  const all = [
    ...(['pageshow', 'online'] as const).map(type => [window, type] as const),
    ...(['visibilitychange', 'resume'] as const).map(type => [document, type] as const),
  ]
  for (const [target, type] of all) target.addEventListener(type, hear)
  return () => {
    for (const [target, type] of all) target.removeEventListener(type, hear)
  }
}
