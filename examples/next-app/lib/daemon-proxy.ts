import { env } from './env.ts'
import { isOwnPage, userOf } from './session.ts'
import { refuse, tokenOf } from './tokens.ts'

/** Where the page believes the daemon to be. */
const PREFIX = '/api/onesms'

/** What pages may ask; not tokens, syncs, metrics or the admin page. */
const OPEN = /^\/v1\/(?:services|countries|offers|availability|balances|activations|rentals|purchases|events)(?:\/|$)/

/** Headers that go on to the daemon. Cookies are not among them, nor what the page says of itself. */
const SENT = ['accept', 'content-type', 'idempotency-key', 'if-none-match', 'last-event-id']

/** Headers that come back. No cookie is set by the daemon. */
const TOLD = [
  ...['age', 'cache-control', 'content-type', 'etag', 'retry-after', 'warning'],
  ...['x-accel-buffering', 'x-request-id'],
]

const LARGEST_BODY = 16 * 1024

/**
 * Passes a request of the app's own page on to the daemon, with the token of the user who is signed in. The answer is handed
 * on as it comes, so that events arrive when they happen.
 */
export async function passOn(request: Request): Promise<Response> {
  if (!isOwnPage(request)) return problem(403, 'not_allowed', 'Only pages of this app may ask.')
  const user = userOf(request)
  if (user === null) return problem(401, 'unauthorized', 'Nobody is signed in.')
  const { pathname, search } = new URL(request.url)
  const path = pathname.startsWith(PREFIX) ? pathname.slice(PREFIX.length) : ''
  if (!OPEN.test(path)) return problem(404, 'not_found', 'Nothing is passed on from here.')
  const body = request.method === 'GET' ? null : await readBody(request)
  if (body === undefined) return problem(400, 'malformed_request', 'The body is too large.')

  const send = (token: string) =>
    fetch(new URL(`${path}${search}`, env('ONESMS_URL')), {
      method: request.method,
      headers: { ...pick(request.headers, SENT), authorization: `Bearer ${token}` },
      body,
      redirect: 'manual',
      // A page that leaves lets go of its stream. A purchase goes on: it is asked for again with its key.
      ...(request.method === 'GET' && { signal: request.signal }),
    })
  try {
    const token = await tokenOf(user)
    let answer = await send(token)
    if (answer.status === 401) {
      // Revoked, or from before the daemon's own token changed. Nothing was bought by what was not let in.
      await answer.body?.cancel()
      await refuse(user, token)
      answer = await send(await tokenOf(user))
    }
    return new Response(answer.body, { status: answer.status, headers: pick(answer.headers, TOLD) })
  } catch {
    return problem(503, 'provider_unavailable', 'The daemon is out of reach.')
  }
}

/** `undefined` when it is larger than anything a daemon takes. */
async function readBody(request: Request): Promise<string | undefined> {
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of request.body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    if (text.length > LARGEST_BODY) return undefined
  }
  return text
}

function pick(headers: Headers, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap(name => [[name, headers.get(name) ?? '']]).filter(([, value]) => value !== ''),
  )
}

/** An error in the words of the daemon, which the client understands. */
const problem = (status: number, code: string, detail: string) =>
  Response.json(
    { type: 'about:blank', title: code, status, code, detail },
    { status, headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' } },
  )
