/** What a page hears when it was in the background, frozen, in the back/forward cache or offline. */
const RETURNS = ['visibilitychange', 'resume', 'pageshow', 'online']

/** Calls `listener` whenever the page comes back; where there is no page, never. Answers how to stop. */
export function onReturn(listener: () => void): () => void {
  const life = new AbortController()
  const hear = ({ type, persisted }: Event & { readonly persisted?: boolean }) => {
    // A page that is hidden, or loaded for the first time, has not come back.
    if (type === RETURNS[0] ? document.visibilityState === 'visible' : persisted !== false) listener()
  }
  // All of them pass the window, whichever of it and its document they are about.
  for (const type of RETURNS) globalThis.addEventListener?.(type, hear, { capture: true, signal: life.signal })
  return () => life.abort()
}
