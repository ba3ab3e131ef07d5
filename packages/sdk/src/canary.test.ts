import { randomBytes } from 'node:crypto'
import { createServer as createTlsServer } from 'node:https'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createDetector, eavesdrop, surfacesOf } from './__fixtures__/canary.ts'
import { createSilence, type Outcome } from './__fixtures__/canary-outcomes.ts'
import { closeServers, listen, localServer } from './__fixtures__/local-server.ts'
import { handlerApiProviders } from './__fixtures__/providers.ts'
import { drained } from './__fixtures__/scan.ts'
import { selfSigned } from './__fixtures__/self-signed.ts'
import { inVirtualTime } from './__fixtures__/virtual-time.ts'
import type { CatalogResource } from './client/catalog.ts'
import { type AccountResource, createClient } from './client/create-client.ts'
import { getNumbersStatus, type HandlerApiOptions } from './protocols/handler-api/index.ts'
import type { CallOptions } from './provider/call-options.ts'
import { createHandlerApiEmulator } from './testing/index.ts'

/** A key as hosts give them, and one of which every other sign means something somewhere. */
const KEYS = [
  ['a hexadecimal key', randomBytes(16).toString('hex')],
  ['a key full of signs', `${randomBytes(9).toString('base64')}!'()*~&%+/=<>"\\${randomBytes(9).toString('base64')}`],
] as const
const PATH = '/stubs/handler_api.php'
/** How many of the calls below send something, or are refused before. */
const METHODS = 9
const SLOW: ReadonlySet<string> = new Set(['hang', 'stalled-body', 'slow-drip', 'latency'])

type Provider = (typeof handlerApiProviders)[number]['provider']

/** Every public method that sends something; a new one must be named here. */
async function callAll(provider: Provider, options: HandlerApiOptions, call: CallOptions = {}): Promise<Outcome[]> {
  const client = createClient({ provider: provider({ requestsPerSecond: 10_000, ...options }) })
  const account: Record<keyof AccountResource, () => Promise<unknown>> = { balance: () => client.account.balance(call) }
  const catalog: Record<keyof CatalogResource, () => Promise<unknown>> = {
    services: () => client.catalog.services(call),
    countries: () => client.catalog.countries(call),
    operators: () => client.catalog.operators({ country: 'GB' }, call),
    offers: () => client.catalog.offers({ service: 'telegram', country: 'GB' }, call),
    availability: () => client.catalog.availability({ service: 'telegram' }, call),
    scan: () => drained(client.catalog.scan({}, call)),
  }
  const more = {
    'scan of one country': () => drained(client.catalog.scan({ countries: ['GB'] }, call)),
    'api.send': () => client.provider.api.send(getNumbersStatus({ country: '16' }), call),
  }
  return Promise.all(
    Object.entries({ ...account, ...catalog, ...more }).map(([method, send]) =>
      send().then(
        value => ({ method, value }),
        (error: unknown) => ({ method, error }),
      ),
    ),
  )
}

let ear: ReturnType<typeof eavesdrop>
beforeEach(() => {
  ear = eavesdrop()
})
afterEach(() => {
  ear.stop()
  vi.restoreAllMocks()
  closeServers()
})

describe.each(KEYS)('G08 T01 canary: %s', (_, key) => {
  const leaksOf = createDetector(key)

  const silence = createSilence(key)
  const expectSilence = (outcomes: readonly Outcome[]) => silence(outcomes, ear)

  it.each(handlerApiProviders)('the client itself shows nothing: $id', async ({ provider }) => {
    const client = createClient({ provider: provider({ apiKey: key }) })
    expect(await expectSilence([{ method: 'inspect', value: client }])).toBe(0)
  })

  it('the detector finds what it is for', () => {
    const encoded = [
      key,
      encodeURIComponent(key),
      new URLSearchParams({ key }).toString(),
      key.slice(5, 13),
      key.slice(-8),
    ]
    const inBase64 = ['', 'a', 'bc'].map(before => btoa(`${before}${key}/more`))
    for (const text of [...encoded, ...inBase64]) {
      expect(leaksOf(surfacesOf(new Error('outer', { cause: new Error(`x${text}x`) })))).not.toEqual([])
      expect(leaksOf(surfacesOf(Object.assign(new Error('x'), { request: { url: text } })))).not.toEqual([])
    }
    process.stderr.write(`${key}\n`)
    expect(leaksOf(ear.heard())).not.toEqual([])
    expect(leaksOf(key.slice(0, 7))).toEqual([])
  })

  it.each(handlerApiProviders)(
    'every method and every fault of the emulator: $id',
    async ({ provider, dialect }) => {
      const { fetch, faults } = createHandlerApiEmulator({ dialect, apiKey: key, size: { services: 3, countries: 3 } })
      const deadline = AbortSignal.timeout.bind(AbortSignal)
      let errors = 0
      for (const kind of faults.kinds) {
        // One call of 65 MiB is as good as six.
        faults.inject({ kind, ...(kind === 'oversized' && { mib: 65, action: 'getPrices', nth: 1 }) })
        const spy = vi.spyOn(AbortSignal, 'timeout').mockImplementation(ms => deadline(SLOW.has(kind) ? 5 : ms))
        errors += await expectSilence(await inVirtualTime(() => callAll(provider, { apiKey: key, fetch })))
        spy.mockRestore()
        faults.clear()
      }
      expect(errors).toBeGreaterThan(faults.kinds.length * 2)
    },
    20_000,
  )

  it.each(handlerApiProviders)(
    'T02 T04 answers that repeat what was sent: $id',
    async ({ provider }) => {
      const url = `https://host.test${PATH}?${new URLSearchParams({ action: 'getPrices', api_key: key })}`
      const page = (text: string) => `<html><body>Cannot GET ${text}</body></html>`
      const bodies = [
        key,
        url,
        page(url),
        page(encodeURIComponent(url)),
        btoa(url),
        btoa(`x${url}`),
        btoa(`xy${url}`),
        page(btoa(url)),
        `BAD_KEY:${key}`,
        `${key}:BAD_KEY`,
        `NO_SUCH_${key}`,
        `ACCESS_BALANCE:${key}`,
        JSON.stringify(url),
        JSON.stringify({ error: url }),
        JSON.stringify({ title: key, details: url, info: { field: key, message: url } }),
        JSON.stringify({ status: 'error', message: url, errorMsg: key }),
        JSON.stringify({ title: 'BANNED', details: url, info: { banned_until: url } }),
        `BANNED:'${key}'`,
        `WRONG_MAX_PRICE:${key}`,
        ...Array.from({ length: 16 }, (_, cut) => `${'.'.repeat(190)}${key.slice(cut)}`),
      ]
      let errors = 0
      for (const [index, body] of bodies.entries()) {
        const fetch = async () => new Response(body, { status: [200, 400, 401, 429, 500][index % 5] ?? 200 })
        errors += await expectSilence(await inVirtualTime(() => callAll(provider, { apiKey: key, fetch })))
      }
      expect(errors).toBe(bodies.length * METHODS)
    },
    20_000,
  )

  it.each(handlerApiProviders)('failures of fetch itself that quote the URL: $id', async ({ provider }) => {
    const failures: readonly ((url: string) => unknown)[] = [
      url => new TypeError(`Failed to parse URL from ${url}`),
      url =>
        new TypeError('fetch failed', {
          cause: Object.assign(new Error(`connect ECONNREFUSED ${url}`), { code: 'ECONNREFUSED' }),
        }),
      url =>
        Object.assign(new Error(url), {
          code: key,
          request: url,
          options: { query: { api_key: key } },
          config: { url },
        }),
      url => new DOMException(`aborted ${url}`, 'AbortError'),
      url => new AggregateError([new Error(url)], url, { cause: new Error(url) }),
      url => `text ${url}`,
      url => ({ message: url, toString: () => url }),
      url => {
        try {
          return new URL(`//${url}`)
        } catch (error) {
          return error // its `input` is the URL
        }
      },
    ]
    let errors = 0
    for (const failure of failures) {
      const fetch = (url: string) => Promise.reject(failure(url))
      errors += await expectSilence(await inVirtualTime(() => callAll(provider, { apiKey: key, fetch })))
    }
    expect(errors).toBe(failures.length * METHODS)
    const torn = async (url: string) => new Response(new ReadableStream({ start: body => body.error(new Error(url)) }))
    expect(await expectSilence(await inVirtualTime(() => callAll(provider, { apiKey: key, fetch: torn })))).toBe(
      METHODS,
    )
  })

  it.each(handlerApiProviders)('T05 T06 failures of real sockets: $id', async ({ provider }) => {
    const elsewhere = await localServer((_, response) => response.end('ACCESS_BALANCE:1'))
    const redirecting = await localServer((request, response) => {
      response
        .writeHead([301, 302, 303, 307, 308][redirecting.seen.length % 5] ?? 302, {
          location: `${elsewhere.origin}${request.url}`,
        })
        .end()
    })
    const resetting = await localServer(request => request.socket.resetAndDestroy())
    const closed = await localServer(() => {})
    const secured: string[] = []
    const secure = await listen(createTlsServer(selfSigned(), request => secured.push(request.url ?? '')))
    await new Promise<void>(resolve => setImmediate(resolve))
    const origins = [
      redirecting.origin,
      resetting.origin,
      `https://localhost:${secure}`,
      `https://127.0.0.1:${new URL(closed.origin).port}`,
    ]
    for (const origin of origins) {
      const outcomes = await inVirtualTime(() => callAll(provider, { apiKey: key, baseUrl: `${origin}${PATH}` }))
      expect(await expectSilence(outcomes)).toBe(METHODS)
    }
    expect(redirecting.seen.length).toBeGreaterThan(0)
    expect([elsewhere.seen, secured, closed.seen]).toEqual([[], [], []])
  })

  it.each(handlerApiProviders)(
    'the deadline, the caller’s own abort, and wrong settings: $id',
    async ({ provider }) => {
      const deadline = AbortSignal.timeout.bind(AbortSignal)
      vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => deadline(1))
      const silent = (_: string, { signal }: RequestInit) =>
        new Promise<Response>((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))
      expect(await expectSilence(await inVirtualTime(() => callAll(provider, { apiKey: key, fetch: silent })))).toBe(
        METHODS,
      )
      const call = { signal: AbortSignal.abort(new Error('enough')) }
      expect(
        await expectSilence(await inVirtualTime(() => callAll(provider, { apiKey: key, fetch: silent }, call))),
      ).toBe(METHODS)
      const wrong: HandlerApiOptions[] = [
        { apiKey: `${key}\n` },
        { apiKey: key, baseUrl: `https://evil.test/?api_key=${encodeURIComponent(key)}` },
        { apiKey: key, baseUrl: `https://user:${encodeURIComponent(key)}@evil.test/` },
        { apiKey: key, baseUrl: `http://evil.test/${encodeURIComponent(key)}` },
        { apiKey: key, baseUrl: key },
        { apiKey: key, requestsPerSecond: Number.NaN },
      ]
      const refused = await Promise.all(
        wrong.map(options => callAll(provider, options).catch(error => [{ method: 'configure', error }])),
      )
      expect(await expectSilence(refused.flat())).toBe(wrong.length)
    },
  )
})
