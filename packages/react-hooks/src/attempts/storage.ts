import type { Provider } from '@onesms/sdk'
import type { Attempt, AttemptKind } from './attempt.ts'

/** Where the attempt of a page is kept, so that the page finds it again when it is loaded anew. One per kind, provider and daemon. */
export interface AttemptStorage<Request> {
  read(): Attempt<Request> | null
  write(attempt: Attempt<Request>): void
  /** Forgets that attempt, and no other that took its place. */
  remove(key: string): void
}

/**
 * The session storage of the tab: two tabs have two attempts. A tab that was duplicated has a copy, and so the same key,
 * under which nothing is bought twice. Where a page may not use it, or it is full, an attempt lives as long as its page.
 */
export function createAttemptStorage<Request>(
  { id, address = '' }: Pick<Provider, 'id' | 'address'>,
  kind: AttemptKind,
): AttemptStorage<Request> {
  const name = `onesms:attempt:${[id, kind, address].filter(Boolean).join(':')}`
  const read = () => parseAttempt<Request>(safely(() => sessionStorage.getItem(name)))
  return {
    read,
    write: attempt => void safely(() => sessionStorage.setItem(name, JSON.stringify(attempt))),
    remove: key => void (read()?.key === key && safely(() => sessionStorage.removeItem(name))),
  }
}

/** What was written; `null` for anything else. */
export function parseAttempt<Request>(text: string | null): Attempt<Request> | null {
  const told = safely(() => JSON.parse(text ?? ''))
  const { key, startedAt, request } = Object(told)
  const isAttempt = typeof key === 'string' && typeof startedAt === 'number'
  return isAttempt && isNamed(request?.service) && isNamed(request.country) ? told : null
}

const isNamed = (reference: unknown) => typeof (Object(reference).nativeId ?? reference) === 'string'

function safely<T>(use: () => T): T | null {
  try {
    return use()
  } catch {
    return null
  }
}
