import { z } from 'zod'
import type { RouteContext, RouteEntry } from '../routes/route.ts'
import { deliveriesQuery, deliveriesRoute, deliveryBody, replayBody, replayQuery, replayRoute } from './deliveries.ts'
import { type IncomingWebhooks, incomingRoute, LARGEST_CALL } from './incoming.ts'

const tag = 'Webhooks'

/** Calls of the providers, and how those of this daemon stand. */
export function webhookRoutes(context: RouteContext, incoming: IncomingWebhooks): readonly RouteEntry[] {
  return [
    {
      method: 'POST',
      path: '/v1/webhooks/:provider/:secret',
      scope: null,
      route: incomingRoute(context, incoming),
      doc: {
        tag,
        summary: 'A provider calls',
        description:
          'No token: the last part of the path is the secret that the provider was told. What is said is not believed; ' +
          `it makes the daemon look at the number. At most ${LARGEST_CALL} bytes. A wrong secret and an unknown provider ` +
          'are both 404.',
        replies: { 200: { description: 'It is written down' } },
      },
    },
    {
      method: 'GET',
      path: '/v1/webhooks/deliveries',
      scope: 'admin',
      route: deliveriesRoute(context),
      doc: {
        tag,
        summary: "What was told to the team's own endpoints, the latest first",
        description: '`state=dead` lists what was given up.',
        query: deliveriesQuery,
        replies: {
          200: {
            description: 'Deliveries',
            body: z.object({ data: z.array(deliveryBody), next: z.string().nullable() }),
          },
        },
      },
    },
    {
      method: 'POST',
      path: '/v1/webhooks/deliveries/:id/replay',
      scope: 'admin',
      route: replayRoute(context),
      doc: {
        tag,
        summary: 'Tell an event once more',
        description: '`id` is the `event_id` of a delivery. Without `endpoint` every endpoint it was for is told.',
        query: replayQuery,
        replies: { 202: { description: 'It goes out at once', body: replayBody } },
      },
    },
  ]
}
