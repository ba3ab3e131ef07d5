import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type postgres from 'postgres'

/**
 * Sends lines to a `COPY … FROM STDIN`.
 *
 * What the server objects to after the last line the driver (3.4.9) tells nobody (porsager/postgres#1173): the stream
 * never ends, and the transaction stays open. It would reject its query, which has long been resolved; so it is made to
 * destroy the stream instead.
 */
export async function copyLines(query: postgres.PendingQuery<postgres.Row[]>, lines: readonly string[]): Promise<void> {
  const stream = await query.writable()
  Object.assign(query, { reject: (error: Error) => stream.destroy(error) })
  await pipeline(Readable.from(lines), stream)
}
