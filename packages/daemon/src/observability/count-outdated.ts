import { UnexpectedResponseError } from '@onesms/sdk'
import type { Account } from '../accounts/accounts.ts'
import type { Metrics } from './metrics.ts'

/** Counts the SMS that a provider tells of a number and that are of who had it before. */
export function countOutdated({ smsOutdated }: Pick<Metrics, 'smsOutdated'>, { id, client }: Account): void {
  client.on('error', ({ error }) => {
    if (error instanceof UnexpectedResponseError && error.reason === 'outdated_message')
      smsOutdated.inc({ account: id })
  })
}
