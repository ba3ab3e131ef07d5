import { createServer as createTlsServer } from 'node:https'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createDetector, eavesdrop, surfacesOf } from './__fixtures__/canary.ts'
import { echoesOf, failuresOf, quote } from './__fixtures__/canary-echoes.ts'
import { type CanaryHost, canaryHosts, failoverHosts, type ProviderOptions } from './__fixtures__/canary-hosts.ts'
import { hexKey, keyOfSigns, tokenKey } from './__fixtures__/canary-keys.ts'
import { createSilence, type Outcome, outcomesOf } from './__fixtures__/canary-outcomes.ts'
import { closeServers, listen, localServer } from './__fixtures__/local-server.ts'
import { drained } from './__fixtures__/scan.ts'
import { selfSigned } from './__fixtures__/self-signed.ts'
import { inVirtualTime } from './__fixtures__/virtual-time.ts'
import type { CatalogResource } from './client/catalog.ts'
import { type AccountResource, createClient } from './client/create-client.ts'
import { getNumbersStatus, type HandlerApiProvider } from './protocols/handler-api/index.ts'
import type { CallOptions } from './provider/call-options.ts'
import type { Provider } from './provider/provider.ts'

const KEYS = [
  ['a hexadecimal key', hexKey()],
  ['a key full of signs', keyOfSigns()],
  ['a token', tokenKey()],
] as const
const secondKey = tokenKey()
const SLOW: ReadonlySet<string> = new Set(['hang', 'stalled-body', 'slow-drip', 'latency'])

/** Every public method that sends something; a new one must be named here. */
async function callAll(
  provider: CanaryHost['provider'],
  options: ProviderOptions,
  call: CallOptions = {},
): Promise<Outcome[]> {
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
    ...(hasCommands(client.provider) && sendingOver(client.provider, call)),
  }
  return outcomesOf('client', { ...account, ...catalog, ...more })
}

const sendingOver = ({ api }: HandlerApiProvider, call: CallOptions) => ({
  'api.send': () => api.send(getNumbersStatus({ country: '16' }), call),
})
const hasCommands = (provider: Provider): provider is HandlerApiProvider => 'api' in provider

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

  const silence = createSilence(key, secondKey)
  const expectSilence = (outcomes: readonly Outcome[]) => silence(outcomes, ear)
  /** Of calls of which every one fails. */
  const expectSilentFailure = async (outcomes: readonly Outcome[]) =>
    expect(await expectSilence(outcomes)).toBe(outcomes.length)

  it.each(canaryHosts)('the client itself shows nothing: $id', async ({ provider }) => {
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

  it.each([...canaryHosts, ...failoverHosts(secondKey)])(
    'every method and every fault of the emulator: $id',
    async ({ provider, emulate, actions }) => {
      const { fetch, faults } = emulate({ apiKey: key, size: { services: 3, countries: 3 } })
      const deadline = AbortSignal.timeout.bind(AbortSignal)
      let errors = 0
      for (const kind of faults.kinds) {
        // One call of 65 MiB is as good as six.
        faults.inject({ kind, ...(kind === 'oversized' && { mib: 65, action: actions.table, nth: 1 }) })
        const spy = vi.spyOn(AbortSignal, 'timeout').mockImplementation(ms => deadline(SLOW.has(kind) ? 5 : ms))
        errors += await expectSilence(await inVirtualTime(() => callAll(provider, { apiKey: key, fetch })))
        spy.mockRestore()
        faults.clear()
      }
      expect(errors).toBeGreaterThan(faults.kinds.length * 2)
    },
    120_000,
  )

  it.each(canaryHosts)(
    'T02 T04 answers that repeat what was sent: $id',
    async ({ provider }) => {
      const bodies = echoesOf(key)
      let errors = 0
      for (const [index, body] of bodies.entries()) {
        const fetch = async () => new Response(body, { status: [200, 400, 401, 429, 500][index % 5] ?? 200 })
        errors += await expectSilence(await inVirtualTime(() => callAll(provider, { apiKey: key, fetch })))
      }
      expect(errors).toBeGreaterThan(bodies.length * 7) // an object may be read as an empty list
    },
    120_000,
  )

  it.each(canaryHosts)('failures of fetch itself that quote the URL: $id', async ({ provider }) => {
    for (const failure of failuresOf(key)) {
      const fetch = (url: string, init: RequestInit) => Promise.reject(failure(quote(url, init)))
      await expectSilentFailure(await inVirtualTime(() => callAll(provider, { apiKey: key, fetch })))
    }
    const torn = async (url: string, init: RequestInit) =>
      new Response(new ReadableStream({ start: body => body.error(new Error(quote(url, init))) }))
    await expectSilentFailure(await inVirtualTime(() => callAll(provider, { apiKey: key, fetch: torn })))
  })

  it.each(canaryHosts)('T05 T06 failures of real sockets: $id', async ({ provider, path }) => {
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
      const outcomes = await inVirtualTime(() => callAll(provider, { apiKey: key, baseUrl: `${origin}${path}` }))
      await expectSilentFailure(outcomes)
    }
    expect(redirecting.seen.length).toBeGreaterThan(0)
    expect([elsewhere.seen, secured, closed.seen]).toEqual([[], [], []])
  })

  it.each(canaryHosts)('the deadline, the caller’s own abort, and wrong settings: $id', async ({ provider }) => {
    const deadline = AbortSignal.timeout.bind(AbortSignal)
    vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => deadline(1))
    const silent = (_: string, { signal }: RequestInit) =>
      new Promise<Response>((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))
    await expectSilentFailure(await inVirtualTime(() => callAll(provider, { apiKey: key, fetch: silent })))
    const call = { signal: AbortSignal.abort(new Error('enough')) }
    await expectSilentFailure(await inVirtualTime(() => callAll(provider, { apiKey: key, fetch: silent }, call)))
    const wrong: ProviderOptions[] = [
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
  })
})
