/** Tells of many changes at once. */
export interface Throttle {
  /** Something changed. */
  note(): void
  /** Tells now, whatever the pace. */
  flush(): void
}

/** The first change is told as soon as the code that brought it has run, later ones once in `pause` milliseconds at most. */
export function createThrottle(tell: () => void, pause: number): Throttle {
  let isDue = false
  let rest: ReturnType<typeof setTimeout> | undefined

  function flush(): void {
    isDue = false
    clearTimeout(rest)
    rest = setTimeout(() => {
      rest = undefined
      tellDue()
    }, pause)
    tell()
  }
  const tellDue = () => {
    if (isDue) flush()
  }

  return {
    note() {
      if (!isDue && rest === undefined) queueMicrotask(tellDue)
      isDue = true
    },
    flush,
  }
}
