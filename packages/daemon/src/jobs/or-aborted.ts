/**
 * Settles as the work does, or rejects with the signal's reason as soon as that is aborted, for work that may not listen to
 * it. What becomes of such work afterwards is nobody's concern: it must not write anything.
 */
export function orAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason)
    signal.addEventListener('abort', giveUp, { once: true })
    if (signal.aborted) giveUp()
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp))
  })
}
