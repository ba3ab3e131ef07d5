import { OneSmsError } from './base.ts'

/** A call to a webhook that no provider makes like this: unreadable, too large, or with a wrong signature. */
export class WebhookError extends OneSmsError {
  readonly code = 'webhook'
  readonly retryable = false
}
