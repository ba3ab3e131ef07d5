/** One promise for all who wait for the same thing, made when the first one asks. */
export interface Promised<T> {
  get(): Promise<T>
  resolve(value: T): void
  /** Tells whoever waits, if anybody does. */
  reject(reason: Error): void
}

export function createPromised<T>(): Promised<T> {
  let settlers: { resolve(value: T): void; reject(reason: Error): void } | null = null
  let promise: Promise<T> | null = null
  const end = () => {
    const ended = settlers
    settlers = null
    promise = null
    return ended
  }
  return {
    get: () =>
      (promise ??= new Promise((resolve, reject) => {
        settlers = { resolve, reject }
      })),
    resolve: value => end()?.resolve(value),
    reject: reason => end()?.reject(reason),
  }
}
