import { onReturn } from '../live/on-return.ts'

/** Resolves after `ms`, or as soon as the page comes back from wherever it was; then `wake` is called before. */
export function nap(ms: number, wake: () => void): Promise<void> {
  return new Promise(resolve => {
    const end = () => {
      clearTimeout(timer)
      stop()
      resolve()
    }
    const timer = setTimeout(end, ms)
    const stop = onReturn(() => {
      wake()
      end()
    })
  })
}
