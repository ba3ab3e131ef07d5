import type { FinishedRun } from '../scheduler/scheduler.ts'
import { describeRun } from './describe-run.ts'
import { reportOf } from './exit.ts'
import { inOneLine } from './format.ts'
import { say } from './output.ts'

/** One line for a failure that ends nothing. */
export function logError(error: unknown): void {
  log(inOneLine(reportOf(error).lines))
}

/** One line for a run of a daemon. */
export function logRun(run: FinishedRun): void {
  log(describeRun(run))
}

function log(line: string): void {
  say(`${new Date().toISOString()} ${line}`)
}
