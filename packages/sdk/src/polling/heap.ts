/** The earliest first, in O(log n). */
export interface Heap<T> {
  readonly size: number
  peek(): T | undefined
  push(value: T): void
  pop(): T | undefined
  /** Takes out everything that `isWanted`, in any order. O(n). */
  take(isWanted: (value: T) => boolean): T[]
}

/** A binary heap; `keyOf` a value may not change while it is in. */
export function createHeap<T>(keyOf: (value: T) => number): Heap<T> {
  let values: T[] = []
  const key = (index: number) => {
    const value = values[index]
    return value === undefined ? Number.POSITIVE_INFINITY : keyOf(value)
  }
  function swap(a: number, b: number): void {
    const [first, second] = [values[a] as T, values[b] as T]
    values[a] = second
    values[b] = first
  }
  function rise(index: number): void {
    for (let at = index, parent = (at - 1) >> 1; at > 0 && key(at) < key(parent); parent = (at - 1) >> 1) {
      swap(at, parent)
      at = parent
    }
  }
  function sink(index: number): void {
    for (let at = index; ; ) {
      const left = 2 * at + 1
      const least = key(left + 1) < key(left) ? left + 1 : left
      if (!(key(least) < key(at))) return
      swap(at, least)
      at = least
    }
  }
  return {
    get size() {
      return values.length
    },
    peek: () => values[0],
    push(value) {
      values.push(value)
      rise(values.length - 1)
    },
    pop() {
      const first = values[0]
      const last = values.pop()
      if (values.length > 0 && last !== undefined) {
        values[0] = last
        sink(0)
      }
      return first
    },
    take(isWanted) {
      const [taken, left]: [T[], T[]] = [[], []]
      for (const value of values) (isWanted(value) ? taken : left).push(value)
      values = left
      for (let index = (values.length >> 1) - 1; index >= 0; index -= 1) sink(index)
      return taken
    },
  }
}
