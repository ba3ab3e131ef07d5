import { pino } from 'pino'
import { type LogFields, readFields } from './log-fields.ts'
import { type LogFormat, type LogLevel, logLevels } from './log-format.ts'
import { scrubbed } from './scrub.ts'
import type { Sink } from './sink.ts'

/** Where the daemon says what it does. A message says what happened in words; what it is about stands in the fields. */
export interface Log {
  debug(message: string, fields?: LogFields): void
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
  /** A log whose every line has these fields too. */
  with(fields: LogFields): Log
}

export interface LogOptions {
  readonly sink: Sink
  readonly format: LogFormat
  /** What is less than this is not written. Default `info`. */
  readonly level?: LogLevel
  /** Default: the time of day. */
  readonly now?: () => Date
}

const LONGEST_MESSAGE = 1_000

/** A log that never waits for its reader, and writes nothing but the fields there are. */
export function createLog({ sink, format, level = 'info', now = () => new Date() }: LogOptions): Log {
  const write = format === 'json' ? jsonWriter(sink, now) : textWriter(sink, now)
  const least = logLevels.indexOf(level)
  const logOf = (common: LogFields): Log => {
    const at =
      (level: LogLevel) =>
      (message: string, fields: LogFields = {}) => {
        if (logLevels.indexOf(level) < least) return
        write(level, scrubbed(message, LONGEST_MESSAGE), readFields({ ...common, ...fields }))
      }
    return {
      debug: at('debug'),
      info: at('info'),
      warn: at('warn'),
      error: at('error'),
      with: fields => logOf({ ...common, ...fields }),
    }
  }
  return logOf({})
}

/** Says nothing to anybody. */
export const silentLog: Log = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  with: () => silentLog,
}

type Write = (level: LogLevel, message: string, fields: Readonly<Record<string, string | number>>) => void

function jsonWriter(sink: Sink, now: () => Date): Write {
  const options = {
    level: 'debug',
    base: null,
    timestamp: () => `,"time":"${now().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
  }
  const logger = pino(options, sink)
  return (level, message, fields) => logger[level](fields, message)
}

/** The fields stay out: a message says in words what a person wants to know. */
function textWriter(sink: Sink, now: () => Date): Write {
  return (_, message) => sink.write(`${now().toISOString()} ${message}\n`)
}
