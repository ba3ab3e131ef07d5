/** Resolves after `ms`, or as soon as the page is online or looked at again. */
export function nap(ms: number): Promise<void> {
  return new Promise(resolve => {
    const wake = () => {
      clearTimeout(timer)
      removeEventListener('online', wake)
      removeEventListener('pageshow', wake)
      resolve()
    }
    const timer = setTimeout(wake, ms)
    addEventListener('online', wake)
    addEventListener('pageshow', wake)
  })
}
