import { Problem } from '../problem.ts'
import type { Route } from '../routes/route.ts'
import type { Authenticate } from './authenticate.ts'
import type { Scope } from './scope.ts'

/** A route for those alone who prove that they may do what it does. */
export function guarded(route: Route, scope: Scope, authenticate: Authenticate): Route {
  return request => {
    const identity = authenticate(request)
    if (!identity) {
      throw new Problem({
        code: 'unauthorized',
        detail: 'Send a known token: Authorization: Bearer <token>.',
        headers: { 'www-authenticate': 'Bearer' },
      })
    }
    if (!identity.scopes.has(scope)) {
      throw new Problem({ code: 'forbidden', detail: `It takes a token with the scope ${scope}.` })
    }
    return route(request)
  }
}
