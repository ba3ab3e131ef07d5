import { createClient, createMemoryStore } from '@onesms/sdk'
import { daemon } from '@onesms/sdk/providers/daemon'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openStage, SECRET } from './__fixtures__/stage.ts'
import { providerClient } from './lib/provider-client.ts'
import { sessionOf } from './lib/session.ts'

let stage: Awaited<ReturnType<typeof openStage>>
beforeAll(async () => {
  stage = await openStage(vi.stubEnv)
}, 60_000)
afterAll(async () => {
  await stage?.close()
  vi.unstubAllEnvs()
  expect(stage?.errors).toEqual([])
}, 30_000)

/** What a browser adds to a request of the app's own page, where this user is signed in. */
const headersOf = (user: string, method = 'GET') => ({
  cookie: `theme=dark; session=${sessionOf(user)}`,
  'sec-fetch-site': 'same-origin',
  ...(method === 'POST' && { origin: stage.url }),
})

/** The client as `app/providers.tsx` makes it, in a page of this user. */
function pageOf(user: string) {
  const fetch = (url: string, init: RequestInit) =>
    globalThis.fetch(url, {
      ...init,
      headers: { ...Object.fromEntries(new Headers(init.headers)), ...headersOf(user, init.method) },
    })
  const provider = daemon({ url: `${stage.url}/api/onesms`, provider: 'hero-sms', fetch })
  return createClient({ provider, store: createMemoryStore() })
}

const ask = (path: string, init: RequestInit = {}) => fetch(`${stage.url}/api/onesms${path}`, init)
const lastSold = () => stage.emulator.ledger.activations().at(-1)?.id ?? expect.fail('nothing is sold')
const order = { service: { nativeId: 'hero-sms:tg' }, country: { nativeId: 'hero-sms:16' }, maxPrice: '0.50' }

/** Reads events of a stream until one is of this kind, and answers its id and data. */
async function eventOf(stream: AsyncIterator<Uint8Array>, kind: string) {
  const decoder = new TextDecoder()
  for (let text = ''; ; ) {
    const { value, done } = await stream.next()
    if (done) throw new Error(`the stream ended without ${kind}: ${text}`)
    text += decoder.decode(value, { stream: true })
    const [, id = '', data = ''] = new RegExp(`id: (\\d+)\\nevent: ${kind}\\ndata: (.*)\\n\\n`).exec(text) ?? []
    if (data !== '')
      return { id, text, data: JSON.parse(data) as { readonly message: { readonly code: string } | null } }
  }
}
const bodyOf = (answer: Response) => (answer.body ?? expect.fail('no body'))[Symbol.asyncIterator]()

describe('the way of a page to the daemon', { timeout: 30_000 }, () => {
  it('buys once, and the code comes by itself; the daemon sees a token of this user, no cookie and no page', async () => {
    const client = pageOf('alice')
    const before = stage.emulator.ledger.activations().length
    stage.seen.length = 0
    const activation = await client.activations.buy(order, { idempotencyKey: 'visit-17' })
    const again = await pageOf('alice').activations.buy(order, { idempotencyKey: 'visit-17' })
    expect(again.id).toBe(activation.id)
    expect(stage.emulator.ledger.activations().length - before).toBe(1)
    const code = activation.waitForCode()
    stage.emulator.sms(lastSold(), { text: 'Your code is 314159' })
    await ask(`/v1/activations/${activation.id}?refresh=true`, { headers: headersOf('alice') }) // the daemon looks now
    expect(await code).toBe('314159')

    const bought = stage.seen.find(({ headers }) => headers.has('idempotency-key')) ?? expect.fail('nothing came')
    expect(bought.headers.get('idempotency-key')).toBe('visit-17')
    for (const { url, headers } of stage.seen) {
      expect([headers.get('cookie'), headers.get('origin'), headers.get('sec-fetch-site')]).toEqual([null, null, null])
      const isOwn = headers.get('authorization') === `Bearer ${stage.token}`
      expect(isOwn).toBe(new URL(url).pathname === '/v1/tokens')
    }
    await client.close()
  })

  it('hands events on as they happen, lets go with the page, and goes on where it broke off', async () => {
    const { id: number } = await pageOf('bob').activations.buy(order)
    const leaving = new AbortController()
    const first = await ask('/v1/events', { headers: headersOf('bob'), signal: leaving.signal })
    expect(first.headers.get('content-type')).toBe('text/event-stream')
    const events = bodyOf(first)
    const { id } = await eventOf(events, 'snapshot')
    stage.emulator.sms(number, { text: 'Your code is 271828' })
    await ask(`/v1/activations/${number}?refresh=true`, { headers: headersOf('bob') }) // looks now
    expect((await eventOf(events, 'message')).data.message?.code).toBe('271828')

    const stream = stage.seen.findLast(({ url }) => url.includes('/v1/events')) ?? expect.fail('no stream')
    leaving.abort()
    await vi.waitFor(() => expect(stream.signal.aborted).toBe(true), 5_000)

    const again = await ask('/v1/events', { headers: { ...headersOf('bob'), 'last-event-id': id } })
    const resumed = await eventOf(bodyOf(again), 'message')
    expect(resumed.data.message?.code).toBe('271828')
    expect(resumed.text).not.toContain('event: snapshot')
    expect(stage.seen.at(-1)?.headers.get('last-event-id')).toBe(id)
  })

  it('shows nobody the numbers of another user', async () => {
    const { id } = await pageOf('carol').activations.buy(order)
    expect((await ask(`/v1/activations/${id}`, { headers: headersOf('carol') })).status).toBe(200)
    expect((await ask(`/v1/activations/${id}`, { headers: headersOf('dave') })).status).toBe(404)
  })

  it('gets another token where the one it has is revoked', async () => {
    const services = () => ask('/v1/services?limit=1', { headers: headersOf('erin') })
    expect((await services()).status).toBe(200)
    const [session] = await stage.database.sql`select id from onesms.sessions where subject = 'onesms_token/erin'`
    await fetch(`${stage.daemonUrl}/v1/tokens/${session?.['id']}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${stage.token}` },
    })
    expect((await services()).status).toBe(200)
    const issued = await stage.database.sql`select id from onesms.sessions where subject = 'onesms_token/erin'`
    expect(issued.length).toBe(2)
  })

  const buying = { method: 'POST', body: '{}' }
  const signedIn = () => headersOf('mallory', 'POST')
  it.each<[number, string, string, () => RequestInit]>([
    [
      403,
      'of a page of somebody else',
      '/v1/activations',
      () => ({ ...buying, headers: { ...signedIn(), origin: 'https://evil.example' } }),
    ],
    [
      403,
      'of a link of somebody else',
      '/v1/balances',
      () => ({ headers: { ...headersOf('mallory'), 'sec-fetch-site': 'cross-site' } }),
    ],
    [403, 'of no page', '/v1/balances', () => ({ headers: { cookie: signedIn().cookie } })],
    [401, 'of nobody', '/v1/balances', () => ({ headers: { 'sec-fetch-site': 'same-origin' } })],
    [
      401,
      'with a cookie that was tampered with',
      '/v1/balances',
      () => ({ headers: { ...signedIn(), cookie: `session=alice.${'x'.repeat(43)}` } }),
    ],
    [404, 'for tokens', '/v1/tokens', () => ({ ...buying, headers: signedIn() })],
    [404, 'for a sync', '/v1/sync/services', () => ({ ...buying, headers: signedIn() })],
    [404, 'for the metrics', '/v1/%2e%2e/metrics', () => ({ headers: signedIn() })],
    [
      400,
      'with a body that no daemon takes',
      '/v1/activations',
      () => ({ ...buying, body: 'x'.repeat(20_000), headers: signedIn() }),
    ],
  ])('answers %i to a request %s, and asks no daemon', async (status, _, path, init) => {
    stage.seen.length = 0
    const answer = await ask(path, init())
    expect(answer.status).toBe(status)
    expect(stage.seen).toEqual([])
  })

  it('says that the daemon is out of reach in words that the client knows', async () => {
    vi.stubEnv('ONESMS_URL', 'http://127.0.0.1:1')
    try {
      const answer = await ask('/v1/services', { headers: headersOf('alice') })
      expect(answer.status).toBe(503)
      expect(await answer.json()).toMatchObject({ code: 'provider_unavailable' })
    } finally {
      vi.stubEnv('ONESMS_URL', stage.seen[0] ? new URL(stage.seen[0].url).origin : stage.daemonUrl)
    }
  })
})

describe('the call of the provider', { timeout: 30_000 }, () => {
  it('brings the SMS of a number that this server bought, and nobody else can call', async () => {
    const client = await providerClient()
    const activation = await client.activations.buy({ service: 'telegram', country: 'GB', maxPrice: '0.50' })
    const told = new Promise<string | null>(resolve => {
      client.on('activation:message', ({ message }) => resolve(message.text))
    })
    const call = (secret: string, body: unknown) =>
      fetch(`${stage.url}/api/webhooks/${secret}`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      })
    const forged = { activationId: Number(lastSold()), service: 'tg', text: 'Your code is 666666', code: '666666' }
    expect((await call('guessed', forged)).status).toBe(404)
    expect((await call(SECRET, {})).status).toBe(400) // it is let in, and is no call of this provider
    expect((await call(SECRET, forged)).status).toBe(200) // makes it look, and is not believed
    expect(activation.snapshot.messages).toEqual([])
    stage.emulator.sms(lastSold(), { text: 'Your code is 141421' })
    expect(await told).toBe('Your code is 141421')
    expect(activation.snapshot.messages.at(-1)?.code).toBe('141421')
    await activation.complete()
  })
})
