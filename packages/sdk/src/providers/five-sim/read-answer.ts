import { noProblems, rowsLeftOut } from '../../catalog/problems.ts'
import { unexpected } from '../../errors/unexpected.ts'
import { type HostAnswer, textOf } from '../../http/host-answer.ts'
import type { RowProblems } from '../../provider/offer-batch.ts'
import { toError } from './errors.ts'
import { readReply } from './reply.ts'

/** Rows with a count of what could not be read. */
export interface Rows<T> {
  readonly rows: readonly T[]
  readonly problems: Readonly<RowProblems>
}

/** Reads JSON; `parse` answers `null` when it is not what the host answers there. */
export const readData =
  <T>(parse: (value: unknown, currency: string) => T | null) =>
  (answer: HostAnswer): T => {
    const reply = readReply(textOf(answer))
    // Data beside an error is not an answer.
    if (reply.kind !== 'data' || answer.status >= 400) throw toError(reply, answer)
    const parsed = parse(reply.value, answer.currency)
    if (parsed !== null) return parsed
    throw unexpected('shape', answer, 'in an unknown shape')
  }

/**
 * Reads a table. `null` in its place means that there is nothing. Without rows it is news only where the request was narrow
 * enough that nothing may match, and never where the host sent rows and not one of them was readable.
 */
export const readRows =
  <T>(parse: (value: unknown, problems: RowProblems) => readonly T[] | null, mayBeEmpty: boolean) =>
  (answer: HostAnswer): Rows<T> => {
    const problems = noProblems()
    const rows = readData(value => (value === null ? [] : parse(value, problems)))(answer)
    checkRowCount(rows.length, problems, mayBeEmpty, answer)
    return { rows, problems }
  }

/** Throws where no row at all is a fault of the host. */
export function checkRowCount(rows: number, problems: RowProblems, mayBeEmpty: boolean, answer: HostAnswer): void {
  if (rows > 0) return
  if (rowsLeftOut(problems) > 0) throw unexpected('shape', answer, 'without one readable row')
  if (!mayBeEmpty) throw unexpected('suspicious_empty', answer, 'with an empty catalog')
}
