import { z } from 'zod'
import { encodeCursor } from './cursor.ts'

/** One page of a list. */
export interface Page<T> {
  readonly data: readonly T[]
  /** The `cursor` of the next page; `null` on the last one. */
  readonly next: string | null
}

/** What a page looks like, for the description of the API. */
export function pageSchema<Row extends z.ZodType>(row: Row) {
  return z.object({ data: z.array(row), next: nextCursor })
}

export const nextCursor = z.string().nullable().describe('The `cursor` of the next page; `null` on the last one')

/** Makes a page out of rows of which one more than `limit` was read, to know whether there is more. */
export function pageOf<T>(rows: readonly T[], limit: number, placeOf: (row: T) => unknown): Page<T> {
  const last = rows[limit - 1]
  return rows.length > limit && last !== undefined
    ? { data: rows.slice(0, limit), next: encodeCursor(placeOf(last)) }
    : { data: rows, next: null }
}
