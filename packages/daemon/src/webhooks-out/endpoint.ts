import type { OutgoingWebhook } from '@onesms/sdk/webhooks'
import type { Subscription } from '../outbox/endpoints.ts'

/** An address of the team, with what it takes to call it. It can sign, and tells nobody with what. */
export interface Endpoint extends Subscription {
  readonly url: string
  /** What it is trusted with. */
  readonly include: readonly ('text' | 'phone')[]
  readonly sign: (message: OutgoingWebhook) => Promise<Readonly<Record<string, string>>>
}
