import { reportOf } from './exit.ts'
import { say } from './output.ts'

/** One line for a failure that ends a run and not the process. */
export function logError(error: unknown): void {
  say(`${new Date().toISOString()} ${reportOf(error).lines.join(' ')}`)
}
