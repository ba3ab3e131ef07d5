import { validate } from 'node-cron'
import { z } from 'zod'
import { nextTick } from '../scheduler/cron.ts'

const cron = z
  .string()
  .refine(validate, { error: 'is not a cron expression such as */5 * * * *', abort: true })
  .refine(expression => nextTick(expression, Date.now()) !== null, 'never comes round')

/** When each job runs: cron expressions in UTC. */
export const syncSection = z.strictObject({
  /** Default every five minutes. */
  services: cron.default('*/5 * * * *'),
  /** Default hourly. */
  countries: cron.default('0 * * * *'),
  /** Default every ten minutes. */
  balances: cron.default('*/10 * * * *'),
  /** Default hourly. */
  invariants: cron.default('35 * * * *'),
  /** Default hourly. */
  prune: cron.default('20 * * * *'),
})
