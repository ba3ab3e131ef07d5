import { connect } from '../packages/daemon/src/db/connect.ts'
import { routesOf } from '../packages/daemon/src/http/app.ts'

const routes = routesOf({
  database: { sql: connect({ url: 'postgres://127.0.0.1:1/nobody' }), schema: 'onesms' },
  providers: [],
  isReady: () => true,
  onError: () => {},
  triggerSync: async () => ({ provider: '', id: 1, state: 'running' }),
})

/** What a daemon would have against a request by its routes alone, without a token's rights: a path, a key, a body. */
export async function mistakeOfRequest(request: Request): Promise<string | undefined> {
  const { method, url, headers } = request
  const { pathname } = new URL(url)
  const route = routes.find(
    each => each.method === method && new RegExp(`^${each.path.replace(/:\w+/g, '[^/]+')}$`).test(pathname),
  )
  if (!route) return `no such route: ${method} ${pathname}`
  if (route.scope !== null && !headers.has('authorization')) return 'it lacks its token'
  const { body, headers: wanted = {} } = route.doc
  const missing = Object.keys(wanted).filter(name => wanted[name]?.required && !headers.has(name))
  if (missing.length > 0) return `it lacks ${missing}`
  if (!body) return undefined
  if (headers.get('content-type') !== 'application/json') return 'its body is not JSON'
  return body.safeParse(await request.json()).error?.message
}
