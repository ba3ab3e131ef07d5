/** Told to a page alone; elsewhere nobody is called. */
const RETURNS = ['online', 'pageshow'] as const

/** Resolves after `ms`, or as soon as the page comes back: online, or out of the cache of pages. Then `onReturn` is called before. */
export function nap(ms: number, onReturn: () => void): Promise<void> {
  return new Promise(resolve => {
    const end = () => {
      clearTimeout(timer)
      for (const event of RETURNS) globalThis.removeEventListener?.(event, comeBack)
      resolve()
    }
    const comeBack = () => {
      onReturn()
      end()
    }
    const timer = setTimeout(end, ms)
    for (const event of RETURNS) globalThis.addEventListener?.(event, comeBack)
  })
}
