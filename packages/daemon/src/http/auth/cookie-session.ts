import { Problem } from '../problem.ts'
import { mediaTypeOf, readText } from '../read-body.ts'
import { headersWith } from '../reply.ts'
import { createRecogniser } from './authenticate.ts'
import type { Identity, KnownToken } from './identity.ts'
import { isSafe, isSameHost } from './same-origin.ts'
import type { Sessions } from './sessions.ts'
import { hashOf, isSameHash } from './token.ts'

const NAME = '__Host-onesms'
const LIFETIME = 8 * 60 * 60_000
const ATTRIBUTES = 'HttpOnly; Secure; SameSite=Strict; Path=/'

/** Where an operator shows a token, and what the pages lie under. */
export const LOGIN_PATH = '/admin/login'

/** The field of a form that says that it was made by a page of ours. */
export const CSRF_FIELD = 'csrf'

/** A request of a page, of which the body can still be read, and who asks. */
export interface AdmittedRequest {
  readonly request: Request
  readonly identity: Identity
}

/**
 * Sessions of the admin page, by a cookie that no script reads, no other site sends and no path but `/admin` honours. A
 * page with a form answers with `Referrer-Policy: same-origin`, or its browser hides where the form came from.
 */
export interface CookieSessions {
  /** Opens a session for the holder of an admin token, from a form with the field `token`; `null` for another's. */
  login(request: Request): Promise<Response | null>
  /** Ends it. */
  logout(identity: Identity): Promise<Response>
  /** Whose session a request belongs to; `null` without one. Unsafe methods must come from a page of this host. */
  admit(request: Request): Promise<AdmittedRequest | null>
}

export function createCookieSessions(sessions: Sessions, tokens: readonly KnownToken[]): CookieSessions {
  const recognise = createRecogniser(tokens)
  return {
    login: async request => {
      if (!isSameHost(request) || mediaTypeOf(request) !== FORM) throw crossSite()
      const token = recognise(new URLSearchParams(await readText(request)).get('token') ?? '')?.token
      if (!token?.scopes.has('admin')) return null
      const { token: value } = await sessions.open({
        kind: 'osc',
        token,
        subject: token.subject,
        scopes: ['admin'],
        spendCap: null,
        lifetime: LIFETIME,
      })
      return seeOther('/admin', `${NAME}=${value}; ${ATTRIBUTES}; Max-Age=${LIFETIME / 1_000}`)
    },
    logout: async ({ session, subject }) => {
      if (session) await sessions.revoke(session, subject)
      return seeOther(LOGIN_PATH, `${NAME}=; ${ATTRIBUTES}; Max-Age=0`)
    },
    admit: async request => {
      const value = cookieOf(request)
      const identity = value === null ? null : await sessions.find('osc', value)
      if (value === null || !identity) return null
      return { identity, request: isSafe(request) ? request : await checkOrigin(request, value) }
    },
  }
}

/** What the field `csrf` of a form holds: made of the cookie, which another site does not know. `null` without one. */
export function csrfOf(request: Request): string | null {
  const value = cookieOf(request)
  return value === null ? null : csrfFor(value)
}

/** To another page, which is then asked for by GET. */
export function seeOther(location: string, cookie?: string): Response {
  const headers = { location, 'cache-control': 'no-store', ...(cookie && { 'set-cookie': cookie }) }
  return new Response(null, { status: 303, headers: headersWith(headers) })
}

const FORM = 'application/x-www-form-urlencoded'
const csrfFor = (value: string) => hashOf(`csrf ${value}`).toString('base64url')

/** JSON no foreign form can send; a form has the field. Answers the request with its body unread. */
async function checkOrigin(request: Request, value: string): Promise<Request> {
  if (!isSameHost(request)) throw crossSite()
  if (mediaTypeOf(request) === 'application/json') return request
  if (mediaTypeOf(request) !== FORM) throw crossSite()
  const body = await readText(request)
  const field = new URLSearchParams(body).get(CSRF_FIELD) ?? ''
  if (!isSameHash(hashOf(field), hashOf(csrfFor(value)))) throw crossSite()
  return new Request(request.url, { method: request.method, headers: request.headers, body })
}

/** The value of our cookie; `null` where there is none, or two: then somebody else has set one. */
function cookieOf({ headers }: Request): string | null {
  const values = (headers.get('cookie') ?? '')
    .split(';')
    .map(pair => pair.trim())
    .filter(pair => pair.startsWith(`${NAME}=`))
  return values.length === 1 ? (values[0]?.slice(NAME.length + 1) ?? null) : null
}

function crossSite(): Problem {
  return new Problem({ code: 'cross_site', detail: 'Ask from a page of this server, with a form of it or JSON.' })
}
