import type { UnexpectedResponseError } from '../../errors/transport.ts'
import { unexpected } from '../../errors/unexpected.ts'
import type { AnswerFacts } from '../../http/host-answer.ts'

/** What errors about an answer need to know of it. */
export interface AnswerContext extends AnswerFacts {
  /** It is proof that a purchase was refused. */
  readonly rejected?: boolean
}

/** The answer was readable, but is not what the action answers. */
export function unexpectedShape(how: string, answer: AnswerContext): UnexpectedResponseError {
  return unexpected('shape', answer, how)
}

/** An empty catalog, where there is always something: it is a fault of the host, not news about the catalog. */
export function suspiciousEmpty(answer: AnswerContext): UnexpectedResponseError {
  return unexpected('suspicious_empty', answer, 'with an empty catalog')
}
