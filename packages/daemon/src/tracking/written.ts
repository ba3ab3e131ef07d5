import type { Pool } from '../db/connect.ts'

const listeners = new WeakMap<Pool, Set<() => void>>()

/** Calls `listener` after this process has written events over the pool. Answers how to stop. */
export function onEventsWritten(pool: Pool, listener: () => void): () => void {
  const known = listeners.get(pool) ?? new Set()
  listeners.set(pool, known)
  known.add(listener)
  return () => void known.delete(listener)
}

export function noteEventsWritten(pool: Pool): void {
  for (const listener of listeners.get(pool) ?? []) listener()
}
