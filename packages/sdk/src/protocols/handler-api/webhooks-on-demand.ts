import type { WebhooksFacet } from '../../provider/webhooks.ts'
import { loadOnce } from './load-once.ts'

/** The calls of one host, of which the reader is loaded with the first. */
export function webhooksOnDemand(provider: string): WebhooksFacet {
  const load = loadOnce(() => import('./webhooks.ts').then(({ createWebhooks }) => createWebhooks(provider)), provider)
  return { receive: async request => (await load()).receive(request) }
}
