import { Problem } from '../problem.ts'
import type { Authenticate, Identity } from './authenticate.ts'
import type { Scope } from './scope.ts'

/** Who asks, if they may; anything else is thrown. */
export async function admit(request: Request, scope: Scope, authenticate: Authenticate): Promise<Identity> {
  const identity = await authenticate(request)
  if (!identity) {
    throw new Problem({
      code: 'unauthorized',
      detail: 'Send a known token: Authorization: Bearer <token>.',
      headers: { 'www-authenticate': 'Bearer' },
    })
  }
  if (identity.scopes.has(scope)) return identity
  throw new Problem({ code: 'forbidden', detail: `It takes a token with the scope ${scope}.` })
}
