import type { Attempt, AttemptKind } from './attempt.ts'

/** Where the attempt of a page is kept, so that the page finds it again when it is loaded anew. One per kind and provider. */
export interface AttemptStorage<Request> {
  read(): Attempt<Request> | null
  write(attempt: Attempt<Request>): void
  /** Forgets that attempt, and no other that took its place. */
  remove(key: string): void
}

/** For pages whose storage is switched off or full: it lives as long as the page. */
const memory = new Map<string, string>()

/**
 * The session storage of the tab: two tabs have two attempts. A tab that was duplicated has a copy, and so the same key,
 * under which nothing is bought twice.
 */
export function createAttemptStorage<Request>(provider: string, kind: AttemptKind): AttemptStorage<Request> {
  const name = `onesms:attempt:${provider}:${kind}`
  const read = () => parseAttempt<Request>(memory.get(name) ?? safely(() => sessionStorage.getItem(name)) ?? '')
  return {
    read,
    write(attempt) {
      const text = JSON.stringify(attempt)
      memory.delete(name)
      const isWritten = safely(() => {
        sessionStorage.setItem(name, text)
        return true
      })
      if (!isWritten) memory.set(name, text)
    },
    remove(key) {
      if (read()?.key !== key) return
      memory.delete(name)
      safely(() => sessionStorage.removeItem(name))
    },
  }
}

/** What was written; `null` for anything else. */
export function parseAttempt<Request>(text: string): Attempt<Request> | null {
  const told = safely(() => JSON.parse(text))
  const { key, request, startedAt, isBought } = Object(told) as Partial<Attempt<Request>>
  if (typeof key !== 'string' || !/^[\w-]{1,128}$/.test(key)) return null
  if (typeof request !== 'object' || request === null || typeof startedAt !== 'number') return null
  return { key, request, startedAt, isBought: isBought === true }
}

/** A page may have no storage, or not be allowed to use it. */
function safely<T>(use: () => T): T | null {
  try {
    return use()
  } catch {
    return null
  }
}
