import { type CookieSessions, LOGIN_PATH, seeOther } from '../auth/cookie-session.ts'
import type { RouteEntry } from '../routes/route.ts'
import { NOTICES } from './actions.ts'
import { login } from './login.ts'
import { replyPage } from './shell.ts'

/** How one gets in, and out. */
export function loginRoutes(cookies: CookieSessions): readonly RouteEntry[] {
  const doc = (summary: string) => ({
    tag: 'Admin page',
    summary,
    replies: { 200: { description: summary, contentType: 'text/html' } },
  })
  return [
    {
      method: 'GET',
      path: LOGIN_PATH,
      scope: null,
      doc: doc('Asks for an admin token'),
      route: request => replyPage(login(NOTICES.get(new URL(request.url).searchParams.get('done')) ?? null)),
    },
    {
      method: 'POST',
      path: LOGIN_PATH,
      scope: null,
      doc: doc('Opens a session of the admin page'),
      route: async request =>
        (await cookies.login(request)) ??
        replyPage(login('This is no token of this daemon with the scope admin.'), { status: 401 }),
    },
    {
      method: 'POST',
      path: '/admin/logout',
      scope: 'admin',
      doc: doc('Ends the session'),
      route: async (_, { identity }) => {
        const reply = identity ? await cookies.logout(identity) : seeOther(LOGIN_PATH)
        reply.headers.set('location', `${LOGIN_PATH}?done=out`)
        return reply
      },
    },
  ]
}
