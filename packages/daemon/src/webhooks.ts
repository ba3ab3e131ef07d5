import type { Accounts } from './accounts/accounts.ts'
import type { Webhooks } from './config/read-webhooks.ts'
import type { Database } from './db/tables.ts'
import type { IncomingWebhooks } from './http/webhooks/incoming.ts'
import { saveSubscriptions } from './outbox/endpoints.ts'
import { onEventsWritten } from './tracking/written.ts'
import { createWebhookWorker, type WebhookWorkerOptions } from './webhooks-in/worker.ts'
import { createWebhookSender, type WebhookSenderOptions } from './webhooks-out/sender.ts'

/** Calls of the providers, and those of this daemon. */
export interface RunningWebhooks {
  /** For the route that takes calls. */
  readonly incoming: IncomingWebhooks
  start(): void
  stop(): Promise<void>
}

export interface WebhooksOptions extends Pick<WebhookSenderOptions, 'onSent'>, Pick<WebhookWorkerOptions, 'onHandled'> {
  readonly database: Database
  readonly accounts: Accounts
  readonly webhooks: Webhooks
  /** Names this process in the leases. */
  readonly holder: string
  readonly onError: (error: unknown) => void
}

export const NO_WEBHOOKS: Webhooks = { receivers: [], endpoints: [], allowPrivateTargets: [] }

/** Makes the database know whom to tell, and puts together what tells them and what looks into calls. */
export async function openWebhooks({
  webhooks,
  onSent,
  onHandled,
  ...common
}: WebhooksOptions): Promise<RunningWebhooks> {
  const { receivers, endpoints, allowPrivateTargets } = webhooks
  const subscriptions = endpoints.map(({ id, types, subjects }) => ({ id, types, subjects }))
  await saveSubscriptions(common.database, subscriptions)
  const sender = createWebhookSender({ ...common, endpoints, allowPrivateTargets, onSent })
  const worker = receivers.length > 0 ? createWebhookWorker({ ...common, onHandled }) : null
  let stopListening = () => {}
  return {
    incoming: { receivers, onCall: () => worker?.wake() },
    start() {
      sender.start()
      stopListening = onEventsWritten(common.database.sql, sender.wake)
      worker?.start()
    },
    async stop() {
      stopListening()
      await Promise.all([sender.stop(), worker?.stop()])
    },
  }
}
