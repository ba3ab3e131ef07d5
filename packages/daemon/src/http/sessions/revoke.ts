import type { Sessions } from '../auth/sessions.ts'
import { Problem } from '../problem.ts'
import { replyJson } from '../reply.ts'
import type { Route } from '../routes/route.ts'
import { issuerOf } from './issue.ts'

/** `DELETE /v1/tokens/:id`: one of the asker's subject, or of a user of it. */
export function revokeRoute(sessions: Sessions): Route {
  return async (_, { params: { id = '' }, identity }) => {
    const { subject } = issuerOf(identity)
    if (await sessions.revoke(id, subject)) return replyJson({ id, revoked: true })
    throw new Problem({ code: 'not_found', detail: 'There is no such token.' })
  }
}
