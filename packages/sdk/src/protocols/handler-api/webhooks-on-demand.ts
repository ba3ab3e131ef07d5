import { onDemand } from '../../provider/on-demand.ts'
import type { WebhooksFacet } from '../../provider/webhooks.ts'

/** The calls of one host, of which the reader is loaded with the first. */
export function webhooksOnDemand(provider: string): WebhooksFacet {
  const load = onDemand(provider, 'reads calls', () =>
    import('./webhooks.ts').then(({ createWebhooks }) => createWebhooks(provider)),
  )
  return { receive: async request => (await load()).receive(request) }
}
