import type { Pages } from '../http/pages.ts'
import { headersWith } from '../http/reply.ts'
import type { AppFile, AppFiles } from './app-files.ts'
import { browserIdOf } from './browser-id.ts'
import { replySession, SESSION_PATH } from './session.ts'

/** Nothing but what this origin serves, no script and no style in the page itself, no frame around it, no form. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "font-src 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ')

/** With a digest in its name, as the build writes them: other content has another name. */
const HASHED = /^\/assets\/.+-[\w-]{8}\.\w+$/

/** The built app at the root of a daemon, and the tokens that it asks for; `token` issues them. */
export function createAppPages({ files, token }: { readonly files: AppFiles; readonly token: string }): Pages {
  const index = files.get('/index.html')
  return async (request, ask) => {
    const path = new URL(request.url).pathname
    if (path === SESSION_PATH) return replySession(request, token, ask)
    if (request.method !== 'GET' && request.method !== 'HEAD') return null
    if (index && (path === '/' || path === '/index.html')) return replyPage(index, request)
    const file = files.get(path)
    return file ? replyFile(file, HASHED.test(path)) : null
  }
}

/** Told to nobody else, and kept by nobody: the next build names other files. */
function replyPage({ body, type }: AppFile, request: Request): Response {
  const { cookie } = browserIdOf(request)
  return new Response(new Uint8Array(body), {
    headers: headersWith({
      'content-type': type,
      'cache-control': 'no-store',
      'content-security-policy': POLICY,
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      ...(cookie !== null && { 'set-cookie': cookie }),
    }),
  })
}

function replyFile({ body, type }: AppFile, isHashed: boolean): Response {
  const kept = isHashed ? 'public, max-age=31536000, immutable' : 'no-cache'
  return new Response(new Uint8Array(body), { headers: headersWith({ 'content-type': type, 'cache-control': kept }) })
}
