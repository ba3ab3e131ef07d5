/** Lets one thing happen at a time for each key; the others wait, and go on however the one before them ended. */
export function createTurns(): <T>(key: string, action: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>()
  return (key, action) => {
    const before = last.get(key) ?? Promise.resolve()
    const turn = before.then(action, action)
    last.set(key, turn)
    return turn
  }
}
