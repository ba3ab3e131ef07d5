import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig, startDaemon } from '@onesms/daemon'
import { createHandlerApiEmulator, FakeClock, keepTime, serve } from '@onesms/sdk/testing'
import { silentLog } from '../../../packages/daemon/src/observability/log.ts'
import { createCatalogDatabase } from '../../../packages/daemon/src/scheduler/__fixtures__/catalog-database.ts'
import * as proxy from '../app/api/onesms/[...path]/route.ts'
import * as webhooks from '../app/api/webhooks/[secret]/route.ts'
import { providerClient } from '../lib/provider-client.ts'

export const SECRET = 'a-path-that-nobody-guesses'

/** What the routes get from Next.js: a request, and the parts of its path. */
async function app(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url)
  const [, secret] = /^\/api\/webhooks\/([^/]+)$/.exec(pathname) ?? []
  if (secret && request.method === 'POST') return webhooks.POST(request, { params: Promise.resolve({ secret }) })
  if (!pathname.startsWith('/api/onesms/')) return new Response(null, { status: 404 })
  return request.method === 'GET' ? proxy.GET(request) : proxy.POST(request)
}

const PURCHASE = {
  enabled: true,
  services: 'any',
  countries: 'any',
  maxPrice: '1.00 USD',
  limits: { total: { spendPerDay: '20.00 USD' } },
}
const YEARLY = '0 0 1 1 *'
const SYNC = { services: '*/5 * * * *', countries: YEARLY, balances: YEARLY, invariants: YEARLY, prune: YEARLY }

/** Not for the next one on the way. */
const OF_A_CONNECTION = new Set(['connection', 'content-encoding', 'content-length', 'host', 'transfer-encoding'])
const passable = (headers: Headers) => [...headers].filter(([name]) => !OF_A_CONNECTION.has(name))

/** An emulated provider, a daemon that sells its numbers, and the routes of the app, each behind a socket of its own. */
export async function openStage(setVariable: (name: string, value: string) => void) {
  const [database, folder] = await Promise.all([createCatalogDatabase(), mkdtemp(join(tmpdir(), 'onesms-next-'))])
  const clock = new FakeClock(Date.now())
  const page = await serve({ fetch: app })
  const emulator = createHandlerApiEmulator({
    clock,
    size: { services: 60, countries: 195 },
    autoSms: false,
    webhook: { url: `${page.url}/api/webhooks/${SECRET}`, fetch },
  })
  emulator.catalog.setOffer('16', 'tg', { price: '0.18', stock: 1_000, flat: true })
  const vendor = await serve(emulator)
  const over = new AbortController()
  const time = keepTime(clock, over.signal)

  const token = randomBytes(32).toString('base64url')
  const provider = { HERO_SMS_API_KEY: emulator.apiKey, HERO_SMS_BASE_URL: `${vendor.url}/stubs/handler_api.php` }
  const file = join(folder, 'onesms.config.json')
  await writeFile(file, JSON.stringify({ sync: SYNC, purchase: PURCHASE, http: { port: 0 } }))
  const config = await loadConfig({ directory: folder, environment: { ...provider, ONESMS_TOKEN: token }, file })
  const errors: unknown[] = []
  const behind = await startDaemon({ ...config, database, log: silentLog, onError: error => errors.push(error) })

  /** What came to the daemon. */
  const seen: Pick<Request, 'url' | 'headers' | 'signal'>[] = []
  const way = await serve({
    async fetch(request) {
      const { method, headers, signal, url } = request
      seen.push({ url, headers, signal })
      const { pathname, search } = new URL(url)
      const body = method === 'POST' ? await request.text() : null
      const init = { method, headers: passable(headers), signal, body }
      const answer = await fetch(new URL(pathname + search, behind.url), init)
      return new Response(answer.body, { status: answer.status, headers: passable(answer.headers) })
    },
  })
  for (const [name, value] of Object.entries({
    ...provider,
    APP_ORIGIN: page.url,
    SESSION_SECRET: 'a secret of the test',
    WEBHOOK_SECRET: SECRET,
    ONESMS_URL: way.url,
    ONESMS_TOKEN: token,
    PURCHASES_FILE: join(folder, 'purchases.jsonl'),
  })) {
    setVariable(name, value)
  }
  return {
    database,
    emulator,
    errors,
    seen,
    token,
    url: page.url,
    daemonUrl: behind.url,
    async close() {
      over.abort()
      await (await providerClient()).close()
      await Promise.all([page.close(), way.close(), time])
      await behind.stop()
      await Promise.all([vendor.close(), database.drop(), rm(folder, { recursive: true })])
    },
  }
}
