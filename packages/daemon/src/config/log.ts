import { z } from 'zod'
import { logFormats, logLevels } from '../observability/log-format.ts'

/** How the daemon says what it does. */
export const logSection = z.strictObject({
  /** Default: lines of words where standard error is a terminal, lines of JSON elsewhere. */
  format: z.enum(logFormats, `must be one of ${logFormats.join(', ')}`).optional(),
  /** What is less than this is not written; requests that read, and went well, are `debug`. Default `info`. */
  level: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('info'),
})
