import type { NumberSnapshot } from '../provider/rental-snapshot.ts'
import type { Misses } from './decision.ts'
import type { Intent } from './intent.ts'
import { SIGHTING_PAUSE } from './timing.ts'

/** What is remembered from one look to the next. */
export interface LookMemory {
  /** When a number was first seen without an owner. */
  readonly firstSeen: Map<string, number>
  readonly misses: Map<string, { readonly count: number; readonly at: number }>
}

export function createLookMemory(): LookMemory {
  return { firstSeen: new Map(), misses: new Map() }
}

interface Seen {
  readonly at: number
  readonly open: readonly Intent[]
  readonly list: readonly NumberSnapshot[]
  readonly owned: ReadonlySet<string>
  /** Providers that were not seen: what is theirs may be there still. */
  readonly dark: ReadonlySet<string>
}

/** Forgets what is no longer there, and notes what is new. */
export function remember(memory: LookMemory, { at, open, list, owned, dark }: Seen): void {
  const { firstSeen, misses } = memory
  const free = new Set(list.map(({ id }) => id).filter(id => !owned.has(id)))
  for (const id of firstSeen.keys()) {
    if (!free.has(id) && !dark.has(id.slice(0, id.indexOf(':')))) firstSeen.delete(id)
  }
  for (const id of free) if (!firstSeen.has(id)) firstSeen.set(id, at)
  const openIds = new Set(open.map(({ id }) => id))
  for (const id of misses.keys()) if (!openIds.has(id)) misses.delete(id)
}

/** Milliseconds since a number was first seen without an owner. */
export function seenFor({ firstSeen }: LookMemory, id: string, at: number): number {
  return at - (firstSeen.get(id) ?? at)
}

/** The looks in vain that counted. */
export function sinceMissed({ misses }: LookMemory, intentId: string, at: number): Misses {
  const { count, at: last } = misses.get(intentId) ?? { count: 0, at: Number.NEGATIVE_INFINITY }
  return { count, sinceLast: at - last }
}

/** A purchase was looked for in vain. It counts where the last time that did was long enough ago. */
export function noteMiss({ misses }: LookMemory, intentId: string, at: number): void {
  const last = misses.get(intentId)
  if (last && at - last.at < SIGHTING_PAUSE) return
  misses.set(intentId, { count: (last?.count ?? 0) + 1, at })
}
