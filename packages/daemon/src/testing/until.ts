import { setTimeout as sleep } from 'node:timers/promises'

/** Looks until there is an answer that is not falsy, and returns it; throws when there is none after `deadlineMs`. */
export async function until<T>(
  what: string,
  look: () => Promise<T> | T,
  deadlineMs = 15_000,
): Promise<Exclude<T, null | undefined | false | 0 | ''>> {
  for (const end = Date.now() + deadlineMs; Date.now() < end; await sleep(20)) {
    const found = await look()
    if (found) return found as Exclude<T, null | undefined | false | 0 | ''>
  }
  throw new Error(`in vain after ${deadlineMs} ms: ${what}`)
}
