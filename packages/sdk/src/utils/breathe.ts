const SLICE_MS = 8

/**
 * Lets a long loop give the event loop a turn: call it once per unit of work and await what it answers. It costs nothing
 * until 8 ms have passed since the last turn.
 */
export function createBreather(): () => Promise<void> | undefined {
  let sliceEnd = performance.now() + SLICE_MS
  return () => {
    if (performance.now() < sliceEnd) return undefined
    return nextTurn().then(() => {
      sliceEnd = performance.now() + SLICE_MS
    })
  }
}

function nextTurn(): Promise<void> {
  const { setImmediate } = globalThis as { setImmediate?: (callback: () => void) => unknown }
  return new Promise(resolve => (setImmediate ? setImmediate(resolve) : setTimeout(resolve, 0)))
}
