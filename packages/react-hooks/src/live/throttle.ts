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
  let isWaiting = false
  let rest: ReturnType<typeof setTimeout> | undefined

  function flush(): void {
    isDue = false
    clearTimeout(rest)
    rest = setTimeout(() => {
      rest = undefined
      if (isDue) flush()
    }, pause)
    tell()
  }

  return {
    note() {
      isDue = true
      if (isWaiting || rest !== undefined) return
      isWaiting = true
      queueMicrotask(() => {
        isWaiting = false
        if (isDue) flush()
      })
    },
    flush,
  }
}
