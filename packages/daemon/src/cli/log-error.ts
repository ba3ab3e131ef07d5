import { reportOf } from './exit.ts'
import { inOneLine } from './format.ts'
import { say } from './output.ts'

/** One line for a failure that ends a run and not the process. */
export function logError(error: unknown): void {
  say(`${new Date().toISOString()} ${inOneLine(reportOf(error).lines)}`)
}
