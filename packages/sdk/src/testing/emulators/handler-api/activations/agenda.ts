interface Entry {
  /** Milliseconds on the clock that does not jump. */
  readonly due: number
  readonly order: number
  readonly act: (due: number) => void
}

/** What will happen when its time has come: a heap, so that 20,000 numbers cost no more than their own events. */
export interface Agenda {
  add(due: number, act: (due: number) => void): void
  /** When the next thing is due; `null` where there is none. */
  next(): number | null
  /** Does everything due up to `elapsed`, in order of time, and of entry among equals. */
  settle(elapsed: number): void
}

export function createAgenda(): Agenda {
  const heap: Entry[] = []
  let order = 0
  return {
    add(due, act) {
      order += 1
      heap.push({ due, order, act })
      rise(heap)
    },
    next: () => heap[0]?.due ?? null,
    settle(elapsed) {
      for (let first = heap[0]; first && first.due <= elapsed; first = heap[0]) {
        sink(heap)
        first.act(first.due)
      }
    },
  }
}

const before = (left: Entry, right: Entry) =>
  left.due < right.due || (left.due === right.due && left.order < right.order)

/** Moves the last entry up to its place. */
function rise(heap: Entry[]): void {
  let child = heap.length - 1
  while (child > 0) {
    const parent = (child - 1) >> 1
    if (!swapIfBefore(heap, child, parent)) return
    child = parent
  }
}

/** Takes the first entry out: the last takes its place and moves down. */
function sink(heap: Entry[]): void {
  const last = heap.pop()
  if (!last || heap.length === 0) return
  heap[0] = last
  let parent = 0
  for (;;) {
    const [left, right] = [2 * parent + 1, 2 * parent + 2]
    const [one, other] = [heap[left], heap[right]]
    const least = one && other && before(other, one) ? right : left
    if (!swapIfBefore(heap, least, parent)) return
    parent = least
  }
}

function swapIfBefore(heap: Entry[], lower: number, upper: number): boolean {
  const [low, high] = [heap[lower], heap[upper]]
  if (!low || !high || !before(low, high)) return false
  heap[lower] = high
  heap[upper] = low
  return true
}
