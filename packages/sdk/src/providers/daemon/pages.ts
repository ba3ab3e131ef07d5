import * as z from 'zod/mini'
import { UnexpectedResponseError } from '../../errors/transport.ts'
import type { CallOptions } from '../../provider/call-options.ts'
import { listOf, orNull, parse, type Schema } from '../../wire/schema.ts'
import type { Line, Question } from './line.ts'

/** A list that never ends is none. */
const MOST_PAGES = 1_000

interface PagedQuestion<Row> extends Pick<Question<unknown>, 'operation' | 'path' | 'query'> {
  readonly row: Schema<Row>
  /** Told of each page that was read, in bytes. */
  readonly onPage?: ((bytes: number) => void) | undefined
}

/** Reads a list to its end. An error is never the end. */
export async function readAll<Row>(
  line: Line,
  question: PagedQuestion<Row>,
  call: CallOptions,
): Promise<readonly Row[]> {
  const { operation, path, query, row, onPage } = question
  const list = z.object({ data: listOf(row), next: orNull(z.string()) })
  const rows: Row[] = []
  let cursor: string | undefined
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const read = (json: unknown, _: number, bytes: number) => {
      onPage?.(bytes)
      return parse(json, list, 'a list')
    }
    const paged = { ...query, ...(cursor !== undefined && { cursor }) }
    const { data, next } = await line.send({ operation, path, query: paged, size: 'page', read }, call)
    for (const each of data) rows.push(each)
    if (next === null) return rows
    cursor = next
  }
  throw new UnexpectedResponseError('the daemon answered a list without an end', { operation, reason: 'shape' })
}
