import { isSameHost } from '../http/auth/same-origin.ts'
import type { Ask } from '../http/pages.ts'
import { replyProblem } from '../http/problem.ts'
import { replyJson } from '../http/reply.ts'
import { browserIdOf } from './browser-id.ts'
import { SESSION_CAP } from './sale.ts'

/** Where the app asks for its token, as a page asks the backend of its own company. */
export const SESSION_PATH = '/session'

/** A header that no form and no other origin sends without asking first, and nobody here says yes. */
const HEADER = 'x-onesms-demo'

/**
 * `POST /session`: a short-lived token for the browser that asks, by which it sees and spends for itself alone. Only the
 * app's own page gets one.
 */
export async function replySession(request: Request, token: string, ask: Ask): Promise<Response> {
  if (request.method !== 'POST') {
    const detail = `${SESSION_PATH} can be asked with POST.`
    return replyProblem({ code: 'method_not_allowed', detail, headers: { allow: 'POST' } })
  }
  if (request.headers.get(HEADER) !== '1' || !isSameHost(request)) {
    return replyProblem({ code: 'cross_site', detail: `Ask from the app's own page, with the header ${HEADER}: 1.` })
  }
  const { id, cookie } = browserIdOf(request)
  const issued = await ask('/v1/tokens', {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      subject: `demo/${id}`,
      scopes: ['catalog:read', 'activation:read', 'purchase'],
      spend_cap: SESSION_CAP,
    }),
  })
  if (!issued.ok) return issued
  const { token: lent, expires_at } = (await issued.json()) as { readonly token: string; readonly expires_at: string }
  return replyJson({ token: lent, expires_at }, { headers: cookie === null ? {} : { 'set-cookie': cookie } })
}
