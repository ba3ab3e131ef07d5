import type { Pool } from '../db/connect.ts'

const listeners = new WeakMap<Pool, Set<() => void>>()

/** Calls `listener` after this process has written events over the pool. Answers how to stop. */
export function onEventsWritten(pool: Pool, listener: () => void): () => void {
  const known = listeners.get(pool) ?? new Set()
  listeners.set(pool, known)
  known.add(listener)
  return () => void known.delete(listener)
}

/** What made somebody look at a number. */
export type Source = 'poll' | 'webhook' | 'request'

/** SMS of one account that were not known before. */
export interface WrittenMessages {
  readonly account: string
  readonly source: Source
  readonly count: number
}

const counters = new WeakMap<Pool, (written: WrittenMessages) => void>()

/** Tells `counter`, and nobody else, of each SMS that this process writes down over the pool. */
export function countMessagesWritten(pool: Pool, counter: (written: WrittenMessages) => void): void {
  counters.set(pool, counter)
}

export function noteMessagesWritten(pool: Pool, written: WrittenMessages): void {
  counters.get(pool)?.(written)
}

export function noteEventsWritten(pool: Pool): void {
  for (const listener of listeners.get(pool) ?? []) listener()
}
