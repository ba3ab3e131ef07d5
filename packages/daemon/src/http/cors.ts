import { headersWith } from './reply.ts'

/** What pages of other origins may do with the API. */
export interface Cors {
  /** Answers the question of a browser whether a page may ask; `null` where it is none, or none for us. */
  preflight(request: Request): Response | null
  /** Says in an answer that the page which asked may read it. Changes and answers the answer. */
  allow(request: Request, response: Response): Response
}

const PREFLIGHT = {
  'access-control-allow-methods': 'GET, POST, DELETE',
  'access-control-allow-headers':
    'Authorization, Content-Type, Idempotency-Key, Last-Event-ID, If-None-Match, X-Request-Id',
  'access-control-max-age': '600',
  vary: 'Origin',
}

const EXPOSED = 'Location, Retry-After, X-Request-Id'

/** Every other path is read by pages of this server, or by no page. */
const API = /^https?:\/\/[^/]+\/v1\//i

/**
 * Lets pages of exactly these origins read the API. They prove who asks by a token and never by a cookie, so none is
 * allowed; and no origin stands for all.
 */
export function createCors(origins: readonly string[]): Cors {
  const allowed = new Set(origins)
  const originOf = ({ url, headers }: Request): string | null => {
    const origin = headers.get('origin')
    return origin !== null && allowed.has(origin) && API.test(url) ? origin : null
  }
  return {
    preflight: request => {
      if (request.method !== 'OPTIONS' || !request.headers.has('access-control-request-method')) return null
      const origin = originOf(request)
      if (origin === null) return null
      return new Response(null, {
        status: 204,
        headers: headersWith({ ...PREFLIGHT, 'access-control-allow-origin': origin }),
      })
    },
    allow: (request, response) => {
      if (!API.test(request.url)) return response
      const origin = originOf(request)
      // Also without an origin: whoever keeps the answer must not hand it to a page.
      if (!/\borigin\b/i.test(response.headers.get('vary') ?? '')) response.headers.append('vary', 'Origin')
      if (origin === null) return response
      response.headers.set('access-control-allow-origin', origin)
      response.headers.set('access-control-expose-headers', EXPOSED)
      return response
    },
  }
}
