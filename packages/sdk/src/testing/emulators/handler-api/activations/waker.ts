import type { Clock } from '../../../../utils/clock.ts'
import type { Agenda } from './agenda.ts'

/** Lets what is due happen as time passes, though nobody asks. Call the result whenever something was entered. */
export function createWaker(clock: Clock, agenda: Agenda, settle: () => void): () => void {
  let sleep: { readonly due: number; readonly end: AbortController } | null = null
  const arm = () => {
    const due = agenda.next()
    if (due === null || (sleep && sleep.due <= due)) return
    sleep?.end.abort()
    const end = new AbortController()
    sleep = { due, end }
    const wake = () => {
      sleep = null
      settle()
      arm()
    }
    // A sleep that was ended has another in its place.
    clock.sleep(Math.max(0, due - clock.elapsed()), end.signal).then(wake, () => undefined)
  }
  return arm
}
