import { describeError } from '../observability/describe-error.ts'
import { createLog, type Log } from '../observability/log.ts'
import type { LogFormat, LogLevel } from '../observability/log-format.ts'
import { createSink, type SinkStream } from '../observability/sink.ts'
import type { FinishedRun } from '../scheduler/finished-run.ts'
import { describeRun } from './describe-run.ts'
import { reportOf } from './exit.ts'
import { inOneLine } from './format.ts'

/** The log of a command, on standard error. */
export interface CliLog {
  readonly log: Log
  readonly format: LogFormat
  /** Lines that nobody took. */
  readonly dropped: () => number
  /** One line for a failure that ends nothing. */
  onError(error: unknown): void
  /** One line for a run of a daemon. */
  onRun(run: FinishedRun): void
}

export interface CliLogOptions {
  /** Default: words on a terminal, JSON elsewhere. */
  readonly format?: LogFormat | undefined
  readonly level?: LogLevel
  readonly stream?: SinkStream & { readonly isTTY?: boolean }
}

export function openLog({ format, level = 'info', stream = process.stderr }: CliLogOptions): CliLog {
  const chosen = format ?? (stream.isTTY ? 'text' : 'json')
  const sink = createSink(stream, missed => log.warn(`${missed} lines were dropped: nobody read them`))
  const log = createLog({ sink, format: chosen, level })
  return {
    log,
    format: chosen,
    dropped: () => sink.dropped,
    onError: error => {
      const { message, code } = describeError(error)
      // What a person can mend is said in words.
      const text = code === 'unexpected_response' ? message : inOneLine(reportOf(error).lines)
      log.error(text, { ...(code !== undefined && { code }) })
    },
    onRun: run => logRun(log, run),
  }
}

const WORRYING: ReadonlySet<string> = new Set(['failed', 'rejected', 'fenced'])

function logRun(log: Log, run: FinishedRun): void {
  const { job, provider, id, phase, result } = run
  log[WORRYING.has(result.status) ? 'warn' : 'info'](describeRun(run), {
    provider: provider.id,
    action: job,
    result: result.status,
    ...(id !== null && { run_id: id }),
    ...(phase !== null && { phase }),
  })
}

/** Libraries that print say it here: in lines of the one kind, with nothing in them that is to be kept. */
export function takeOverConsole(log: Log): void {
  const tell = (...what: readonly unknown[]) => log.debug(what.map(part => describeError(part).message).join(' '))
  Object.assign(globalThis.console, { log: tell, info: tell, debug: tell, warn: tell, error: tell })
  process.removeAllListeners('warning')
  process.on('warning', ({ name, message }) => log.warn(`${name}: ${message}`))
}
