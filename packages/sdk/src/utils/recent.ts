/** Remembers the last so many values under their keys. Setting one anew makes it the newest. */
export interface Recent<T> {
  has(key: string): boolean
  get(key: string): T | undefined
  set(key: string, value: T): void
  delete(key: string): void
}

export function createRecent<T>(most: number): Recent<T> {
  const values = new Map<string, T>()
  return {
    has: key => values.has(key),
    get: key => values.get(key),
    set(key, value) {
      values.delete(key)
      values.set(key, value)
      const [oldest] = values.keys()
      if (values.size > most && oldest !== undefined) values.delete(oldest)
    },
    delete: key => void values.delete(key),
  }
}
