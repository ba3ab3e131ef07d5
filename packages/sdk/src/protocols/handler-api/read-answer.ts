import { noProblems, rowsLeftOut } from '../../catalog/problems.ts'
import { textOf } from '../../http/host-answer.ts'
import type { RowProblems } from '../../provider/offer-batch.ts'
import type { Answer } from './api.ts'
import { notAnAnswer, toError } from './errors.ts'
import { readReply } from './reply.ts'
import { suspiciousEmpty, unexpectedShape } from './unexpected.ts'
import { kindOf, type WordKind } from './words.ts'

/** Rows with a count of what could not be read. */
export interface Rows<T> {
  readonly rows: readonly T[]
  readonly problems: Readonly<RowProblems>
}

/** Reads a plain word, such as `ACCESS_BALANCE:12.5`; `parse` checks what follows the colon and answers `null` when it is off. */
export function readToken<T>(token: string, parse: (payload: string) => T | null): (answer: Answer) => T {
  return answer => {
    const reply = readReply(textOf(answer), [token])
    if (reply.kind === 'error' || reply.kind === 'unreadable') throw toError(reply, answer)
    const value = reply.kind === 'token' && reply.payload !== null ? parse(reply.payload) : null
    if (value !== null) return value
    throw unexpectedShape(`without a readable ${token}`, answer)
  }
}

/**
 * Reads JSON; `parse` answers `null` when it is not what the action answers. `null`, `false` and `""` are faults of the
 * host. Some actions have words for "there is none", which `none` gives a value.
 */
export function readData<T>(
  parse: (value: unknown) => T | null,
  none?: { readonly words: WordKind; readonly value: T },
  parseJson?: (text: string) => unknown,
): (answer: Answer) => T {
  return answer => {
    const reply = readReply(textOf(answer), [], parseJson)
    if (none && reply.kind === 'error' && kindOf(reply) === none.words) return none.value
    if (reply.kind === 'unreadable' && reply.reason === 'empty' && answer.status < 400) throw suspiciousEmpty(answer)
    if (reply.kind === 'error' || reply.kind === 'unreadable') throw toError(reply, answer)
    // `{}` beside a 500 is not an empty answer.
    if (answer.status >= 400) throw notAnAnswer(answer)
    const value = reply.kind === 'data' ? reply.value : undefined
    if (!value) throw suspiciousEmpty(answer)
    const parsed = parse(value)
    if (parsed !== null) return parsed
    throw unexpectedShape('in an unknown shape', answer)
  }
}

/**
 * Reads a list or table. One without rows is news only where the request was narrow enough that nothing may match, and
 * never where the host sent rows and not one of them was readable.
 */
export function readRows<T>(
  parse: (value: unknown, problems: RowProblems) => readonly T[] | null,
  { mayBeEmpty }: { readonly mayBeEmpty: boolean },
): (answer: Answer) => Rows<T> {
  return answer => {
    const problems = noProblems()
    const none = mayBeEmpty ? { words: 'stock' as const, value: [] } : undefined
    const rows = readData<readonly T[]>(value => parse(value, problems), none)(answer)
    checkRowCount(rows.length, problems, mayBeEmpty, answer)
    return { rows, problems }
  }
}

/** Throws where no row at all is a fault of the host. */
export function checkRowCount(rows: number, problems: RowProblems, mayBeEmpty: boolean, answer: Answer): void {
  if (rows > 0) return
  if (rowsLeftOut(problems) > 0) throw unexpectedShape('without one readable row', answer)
  if (!mayBeEmpty) throw suspiciousEmpty(answer)
}
