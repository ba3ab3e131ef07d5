import type { Reply } from '../../reply.ts'
import type { Scene } from '../scene.ts'

/** What was asked: the named parts of the path with the query behind them, and the body. */
export interface Asked {
  readonly params: Readonly<Record<string, string>>
  readonly body: string
}

/** Answers one kind of request. */
export type Answer = (scene: Scene, asked: Asked) => Reply

const SMALL = /^\d{1,9}$/

/** `limit` and `offset` with `reverse`: a page of rows that are oldest first. */
export function pageOf<T>(rows: readonly T[], { limit = '', offset = '', reverse }: Asked['params']): T[] {
  const first = SMALL.test(offset) ? Number(offset) : 0
  const most = SMALL.test(limit) ? Number(limit) : 15
  const ordered = reverse === 'true' ? [...rows].reverse() : rows
  return ordered.slice(first, first + most)
}
