/** Holds up what comes to it until it is opened; lets it go when its signal is aborted. */
export function createGate() {
  let arrive = () => {}
  let open = () => {}
  const arrived = new Promise<void>(resolve => {
    arrive = resolve
  })
  const opened = new Promise<void>(resolve => {
    open = resolve
  })
  return {
    /** Resolves when somebody waits. */
    arrived,
    open,
    pass: (signal: AbortSignal | undefined) => {
      arrive()
      return new Promise<void>((resolve, reject) => {
        void opened.then(resolve)
        signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
      })
    },
  }
}
