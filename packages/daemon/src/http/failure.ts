import { DatabaseUnavailableError } from './database-gate.ts'
import { Problem, replyProblem } from './problem.ts'

/** The answer to whatever a route threw. What is not foreseen goes to `onError`, and of it nothing to the client. */
export function replyFailure(error: unknown, onError: (error: unknown) => void): Response {
  if (error instanceof Problem) return replyProblem(error.facts)
  if (error instanceof DatabaseUnavailableError) {
    return replyProblem({
      code: 'database_unavailable',
      detail: 'The database does not answer. Ask again in some seconds.',
      headers: { 'retry-after': '5' },
    })
  }
  onError(error)
  return replyProblem({ code: 'internal', detail: 'The server failed; its log says how.' })
}
