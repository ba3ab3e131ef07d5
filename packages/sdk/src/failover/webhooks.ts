import { OneSmsError } from '../errors/base.ts'
import { WebhookError } from '../errors/webhook.ts'
import type { WebhooksFacet } from '../provider/webhooks.ts'
import type { FailoverParts } from './parts.ts'

/** A call is read by every member that can: without a signature it is a poke at each that may have sent it. */
export function createWebhooks({ id, members }: FailoverParts): WebhooksFacet {
  const facets = members.flatMap(({ webhooks }) => webhooks ?? [])
  return {
    async receive(request) {
      const copies = facets.map(facet => ({ facet, copy: request.clone() }))
      // Who gives up on a copy that is too large waits until nobody holds the original either.
      request.body?.cancel().catch(() => {})
      const readings = await Promise.allSettled(copies.map(async ({ facet, copy }) => facet.receive(copy)))
      const notices = readings.filter(reading => reading.status === 'fulfilled').map(({ value }) => value)
      if (notices.length > 0) return notices.flat()
      const reasons = readings.map(reading => (reading.status === 'rejected' ? reading.reason : null))
      const cause = reasons.find(reason => OneSmsError.is(reason))
      throw new WebhookError('no provider calls like this', {
        provider: id,
        operation: 'webhooks.receive',
        ...(cause && { cause }),
      })
    },
  }
}
