import { afterEach, expect, it } from 'vitest'
import { closeServers, localServer } from '../__fixtures__/local-server.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { createHttp } from './create-http.ts'
import type { FetchLike } from './exchange.ts'
import { createLimiter } from './limiter.ts'

afterEach(closeServers)

it.each([
  ['over a connection of its own', undefined],
  ['by a fetch', (url, init) => fetch(url, init)],
] as [string, FetchLike | undefined][])('a purchase can be a POST, with all of it in the query: %s', async (_, own) => {
  const seen: unknown[] = []
  const { origin } = await localServer((request, response) => {
    seen.push([request.method, request.url, request.headers['content-length']])
    response.end('sold')
  })
  const clock = new FakeClock()
  const http = createHttp({
    provider: 'host',
    baseUrl: new URL(origin),
    credentials: { key: '0123456789' },
    fetch: own,
    limiter: createLimiter({ rate: 100, burst: 100, clock }),
    clock,
  })
  const request = {
    operation: 'prolong',
    method: 'POST' as const,
    query: { id: '1' },
    timeout: 5_000,
    maxBytes: 100,
    parse: ({ body }: { readonly body: Uint8Array }) => new TextDecoder().decode(body),
  }
  expect(await http.buy(request)).toBe('sold')
  expect(seen).toEqual([['POST', '/?id=1&key=0123456789', '0']])
})

it.each([
  ['over a connection of its own', undefined],
  ['by a fetch', (url, init) => fetch(url, init)],
] as [string, FetchLike | undefined][])('a purchase can be a POST of JSON: %s', async (_, own) => {
  const seen: unknown[] = []
  const { origin } = await localServer(async (request, response) => {
    const chunks: string[] = []
    for await (const chunk of request) chunks.push(String(chunk))
    seen.push([request.headers['content-type'], request.headers['authorization'], chunks.join('')])
    response.end('sold')
  })
  const clock = new FakeClock()
  const http = createHttp({
    provider: 'host',
    baseUrl: new URL(origin),
    credentials: {},
    fetch: own,
    clock,
    secretHeaders: async () => ({ authorization: 'Bearer 0123456789' }),
    limiter: createLimiter({ rate: 100, burst: 100, clock }),
  })
  const sold = await http.buy({
    operation: 'buy',
    method: 'POST',
    body: '{"ü":1}',
    query: {},
    timeout: 5_000,
    maxBytes: 100,
    parse: ({ body }) => new TextDecoder().decode(body),
  })
  expect(sold).toBe('sold')
  expect(seen).toEqual([['application/json', 'Bearer 0123456789', '{"ü":1}']])
})
