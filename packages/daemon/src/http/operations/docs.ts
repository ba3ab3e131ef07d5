import { bodyOfBytes, replyBody } from '../cache/body.ts'
import type { RouteEntry } from '../routes/route.ts'
import { readUiFile } from './docs-files.ts'
import { DOCS_PAGE, DOCS_SCRIPT, DOCS_STYLE } from './docs-page.ts'

/** Scripts and styles of this server alone; the pictures are within the styles. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** `/docs`: the description of the API, to read and to try. Everything comes from here. */
export function docsRoutes(): readonly RouteEntry[] {
  const file = (path: string, contentType: string, summary: string, read: () => string | Buffer): RouteEntry => {
    let body: ReturnType<typeof bodyOfBytes> | null = null
    return {
      method: 'GET',
      path,
      scope: null,
      doc: { tag: 'Operations', summary, replies: { 200: { description: summary, contentType } } },
      route: request => {
        body ??= bodyOfBytes(Buffer.from(read()), { 'content-type': contentType, 'content-security-policy': POLICY })
        return replyBody(request, body)
      },
    }
  }
  const html = 'text/html; charset=utf-8'
  const script = 'text/javascript; charset=utf-8'
  const style = 'text/css; charset=utf-8'
  return [
    file('/docs', html, 'The API, to read and to try in a browser', () => DOCS_PAGE),
    file('/docs/page.js', script, 'What makes the page', () => DOCS_SCRIPT),
    file('/docs/page.css', style, 'How it looks', () => DOCS_STYLE),
    file('/docs/swagger-ui-bundle.js', script, 'Swagger UI', () => readUiFile('swagger-ui-bundle.js')),
    file('/docs/swagger-ui.css', style, 'How Swagger UI looks', () => readUiFile('swagger-ui.css')),
  ]
}
