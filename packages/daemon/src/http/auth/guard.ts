import { Problem } from '../problem.ts'
import type { Authenticate } from './authenticate.ts'
import { type AdmittedRequest, type CookieSessions, LOGIN_PATH, seeOther } from './cookie-session.ts'
import type { Identity } from './identity.ts'
import { isSafe } from './same-origin.ts'
import type { Scope } from './scope.ts'

/** Lets a request to one route in, or answers it instead. What it throws is answered as a problem. */
export type Door = (
  request: Request,
) => Promise<{ readonly request: Request; readonly identity: Identity | null } | Response>

/** The door of a route: open, for tokens, or for tokens and the cookie of the admin page. */
export function doorTo(
  { path, scope }: { readonly path: string; readonly scope: Scope | null },
  { authenticate, cookies }: { readonly authenticate: Authenticate; readonly cookies: CookieSessions },
): Door {
  if (scope === null) return async request => ({ request, identity: null })
  const byToken: Door = async request => ({ request, identity: await admit(request, scope, authenticate) })
  if (path !== '/admin' && !path.startsWith('/admin/')) return byToken
  return async request => {
    if (request.headers.has('authorization')) return byToken(request)
    const admitted = await admitByCookie(request, cookies)
    if (admitted) return permitted(admitted.identity, scope) && admitted
    return isSafe(request) ? seeOther(LOGIN_PATH) : byToken(request)
  }
}

/** Who asks, if they may; anything else is thrown. */
export async function admit(request: Request, scope: Scope, authenticate: Authenticate): Promise<Identity> {
  const identity = await authenticate(request)
  if (identity) return permitted(identity, scope)
  throw new Problem({
    code: 'unauthorized',
    detail: 'Send a known token: Authorization: Bearer <token>.',
    headers: { 'www-authenticate': 'Bearer' },
  })
}

function permitted(identity: Identity, scope: Scope): Identity {
  if (identity.scopes.has(scope)) return identity
  throw new Problem({ code: 'forbidden', detail: `It takes a token with the scope ${scope}.` })
}

/** A session that has ended leads a reader to the login, as none does. */
async function admitByCookie(request: Request, cookies: CookieSessions): Promise<AdmittedRequest | null> {
  try {
    return await cookies.admit(request)
  } catch (error) {
    const ended = error instanceof Problem && /^(expired|revoked)_token$/.test(error.facts.code)
    if (ended && isSafe(request)) return null
    throw error
  }
}
