import { z } from 'zod'
import type { Sessions } from '../auth/sessions.ts'
import type { RouteEntry } from '../routes/route.ts'
import { issued, issueRoute, wish } from './issue.ts'
import { revokeRoute } from './revoke.ts'

const DESCRIPTION = `For a browser: it lives ten minutes at most, may do no more than the token that asks, never \`admin\` or
\`sync:trigger\`, and buys for no more than its \`spend_cap\`. Its subject is that of the token that asks, or, where the
configuration says \`issue: true\`, a user of it: \`<subject>/<user>\`, whose numbers are apart. The token is told this once.`

/** Short-lived tokens. */
export function tokenRoutes(sessions: Sessions): readonly RouteEntry[] {
  return [
    {
      method: 'POST',
      path: '/v1/tokens',
      scope: 'activation:read',
      route: issueRoute(sessions),
      doc: {
        tag: 'Tokens',
        summary: 'Issue a short-lived token',
        description: DESCRIPTION,
        body: wish,
        replies: { 201: { description: 'The token', body: issued } },
      },
    },
    {
      method: 'DELETE',
      path: '/v1/tokens/:id',
      scope: 'activation:read',
      route: revokeRoute(sessions),
      doc: {
        tag: 'Tokens',
        summary: 'End a short-lived token',
        description: 'At once in the process that is asked, within five seconds in the others.',
        replies: { 200: { description: 'It has ended', body: z.object({ id: z.string(), revoked: z.literal(true) }) } },
      },
    },
  ]
}
