import { createHash } from 'node:crypto'
import { headersWith } from '../reply.ts'
import type { RouteEntry } from '../routes/route.ts'
import { SCRIPT } from './script.ts'
import { STYLE } from './style.ts'

const digestOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12)

/** Where the pages find them. Other content, other name: they can be kept for ever. */
export const ASSETS = {
  style: `/admin/style-${digestOf(STYLE)}.css`,
  script: `/admin/script-${digestOf(SCRIPT)}.js`,
} as const

/** Style and script of the pages; there is nothing in them that one must be let in for. */
export const assetRoutes: readonly RouteEntry[] = [
  asset(ASSETS.style, STYLE, 'text/css', 'Style of the admin page'),
  asset(ASSETS.script, SCRIPT, 'text/javascript', 'Script of the admin page'),
]

function asset(path: string, body: string, type: string, summary: string): RouteEntry {
  return {
    method: 'GET',
    path,
    scope: null,
    doc: { tag: 'Admin page', summary, replies: { 200: { description: summary, contentType: type } } },
    route: () =>
      new Response(body, {
        headers: headersWith({
          'content-type': `${type}; charset=utf-8`,
          'cache-control': 'public, max-age=31536000, immutable',
        }),
      }),
  }
}
