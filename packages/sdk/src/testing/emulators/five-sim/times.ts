import { seedOf } from '../handler-api/catalog/random.ts'

/** `2026-01-01T00:00:00.000417093Z`: the host tells nanoseconds, of which six digits are made up from `salt`. */
export function nanoTime(at: number, salt: string): string {
  const finer = String(seedOf(salt) % 1_000_000).padStart(6, '0')
  return `${new Date(at).toISOString().slice(0, -1)}${finer}Z`
}

/** `2026-01-01T00:00:00Z` */
export const wholeSeconds = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`
