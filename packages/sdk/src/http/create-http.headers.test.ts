import { afterEach, describe, expect, it } from 'vitest'
import { closeServers, localServer } from '../__fixtures__/local-server.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { createHttp, type HttpRequest } from './create-http.ts'
import type { FetchLike } from './exchange.ts'
import { createLimiter } from './limiter.ts'

const TOKEN = 'eyJhbGciOiJSUzUxMiJ9.eyJleHAiOjF9.c2lnbmF0dXJl'

function setup(fetch: FetchLike | undefined, baseUrl = 'https://5sim.net/v1') {
  const clock = new FakeClock()
  return createHttp({
    provider: 'five-sim',
    baseUrl: new URL(baseUrl),
    credentials: {},
    secretHeaders: { authorization: `Bearer ${TOKEN}` },
    fetch,
    limiter: createLimiter({ rate: 100, burst: 100, clock }),
    clock,
  })
}

const request = (facts: Partial<HttpRequest<string>> = {}): HttpRequest<string> => ({
  operation: 'activations.purchase',
  query: {},
  timeout: 5_000,
  maxBytes: 1_000,
  parse: ({ body }) => new TextDecoder().decode(body),
  ...facts,
})

function recorded(baseUrl?: string) {
  const sent: { url: string; headers: Headers }[] = []
  const fetch: FetchLike = async (url, { headers }) => {
    sent.push({ url, headers: new Headers(headers) })
    return new Response('yes')
  }
  return { http: setup(fetch, baseUrl), sent }
}

afterEach(closeServers)

describe('a key that travels in a header', () => {
  it.each(['read', 'change', 'buy'] as const)('goes with a %s, and with its own headers', async road => {
    const { http, sent } = recorded()
    await http[road](request({ headers: { accept: 'application/json' } }))
    expect(sent[0]?.headers.get('authorization')).toBe(`Bearer ${TOKEN}`)
    expect(sent[0]?.headers.get('accept')).toBe('application/json')
    expect(sent[0]?.url).toBe('https://5sim.net/v1')
  })

  it('stays behind where anybody may ask', async () => {
    const { http, sent } = recorded()
    await http.read(request({ isPublic: true }))
    expect(sent[0]?.headers.has('authorization')).toBe(false)
    expect(sent[0]?.headers.get('accept')).toBe('*/*')
  })

  it('is redacted, its scheme is not', () => {
    expect(setup(undefined).redact(`Bearer ${TOKEN}.`)).toBe('Bearer [key].')
  })

  it('T07 goes over a connection of its own where there are sockets', async () => {
    const heard: (string | undefined)[] = []
    const { origin, seen } = await localServer(({ headers }, response) => {
      heard.push(headers.authorization, headers.accept, headers.host, headers.connection)
      response.end('sold')
    })
    const headers = { accept: 'application/json', host: 'elsewhere.test' }
    expect(await setup(undefined, origin).buy(request({ path: ['user', 'buy'], headers }))).toBe('sold')
    expect(heard).toEqual([`Bearer ${TOKEN}`, 'application/json', origin.replace('http://', ''), 'close'])
    expect(seen).toEqual(['/user/buy'])
  })

  it('T07 follows no redirect', async () => {
    const { origin, seen } = await localServer((_, response) => {
      response.writeHead(302, { location: '/404.html' })
      response.end()
    })
    await expect(setup(undefined, origin).buy(request({ path: ['x'] }))).rejects.toMatchObject({
      code: 'unexpected_response',
      reason: 'redirect',
      rejected: false,
    })
    expect(seen).toEqual(['/x'])
  })
})

describe('a path', () => {
  it.each([
    ['https://5sim.net/v1', ['guest', 'prices'], 'https://5sim.net/v1/guest/prices?a=1'],
    ['https://5sim.net/v1/', ['guest'], 'https://5sim.net/v1/guest?a=1'],
    ['https://5sim.net', ['a/b', 'c?d#e', 'f%g', 'ä h'], 'https://5sim.net/a%2Fb/c%3Fd%23e/f%25g/%C3%A4%20h?a=1'],
  ])('goes on from %s', async (baseUrl, path, expected) => {
    const { http, sent } = recorded(baseUrl)
    await http.read(request({ path, query: { a: '1', b: undefined } }))
    expect(sent[0]?.url).toBe(expected)
  })

  it.each(['.', '..', '...', ''])('never walks up: %j', async segment => {
    const { http, sent } = recorded()
    await expect(http.buy(request({ path: ['user', segment] }))).rejects.toThrow(TypeError)
    expect(sent).toEqual([])
  })
})
