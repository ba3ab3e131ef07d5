import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { guardedApp, knownToken, tokenOf } from './testing/guarded-app.ts'
import { openTestApp, type TestApp } from './testing/test-app.ts'

const APP = 'https://app.example'
const tokens = [knownToken('shop', ['catalog:read'])]

describe('pages of other origins', () => {
  let app: TestApp
  let closed: ReturnType<typeof guardedApp>
  let open: ReturnType<typeof guardedApp>
  beforeAll(async () => {
    app = await openTestApp()
    closed = guardedApp(app, tokens)
    open = guardedApp(app, tokens, { origins: [APP, 'http://localhost:5173'] })
  })
  afterAll(() => app.close())

  const preflight = (origin: string, method: string, headers = 'authorization', path = '/v1/services') =>
    new Request(`http://localhost${path}`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': method, 'access-control-request-headers': headers },
    })
  /** What a browser makes of the answer to its question. */
  const mayAsk = (response: Response, method: string, headers: readonly string[]) => {
    const listOf = (name: string) => (response.headers.get(name) ?? '').split(', ').map(word => word.toLowerCase())
    const methods = listOf('access-control-allow-methods')
    const allowed = listOf('access-control-allow-headers')
    return (
      response.ok &&
      response.headers.has('access-control-allow-origin') &&
      (['get', 'head', 'post'].includes(method.toLowerCase()) || methods.includes(method.toLowerCase())) &&
      headers.every(header => allowed.includes(header))
    )
  }
  const corsHeaders = (response: Response) =>
    [...response.headers].filter(([name]) => name.startsWith('access-control-'))

  it.each<[method: string, headers: readonly string[], may: boolean]>([
    ['GET', ['authorization'], true],
    ['GET', ['authorization', 'last-event-id'], true],
    ['GET', ['authorization', 'if-none-match'], true],
    ['POST', ['authorization', 'content-type', 'idempotency-key'], true],
    ['POST', ['authorization', 'x-request-id'], true],
    ['DELETE', ['authorization'], true],
    ['PUT', ['authorization'], false],
    ['PATCH', ['authorization'], false],
    ['POST', ['cookie2'], false],
    ['POST', ['x-csrf'], false],
  ])('T13 a page of an origin that is named asks %s with %j: %s', async (method, headers, may) => {
    const response = await open.fetch(preflight(APP, method, headers.join(',')))
    expect(mayAsk(response, method, headers)).toBe(may)
    expect(response.headers.get('access-control-allow-origin')).toBe(APP)
    expect(response.headers.get('vary')).toBe('Origin')
    expect(response.headers.has('access-control-allow-credentials')).toBe(false)
  })

  it.each([
    'https://evil.example',
    'https://app.example.evil.example',
    'https://app.example:8443',
    'http://app.example',
    'https://APP.example',
    'null',
    '*',
    'http://localhost:8787',
  ])('T13 a page of %s may ask nothing', async origin => {
    const question = await open.fetch(preflight(origin, 'GET'))
    expect([question.status, corsHeaders(question)]).toEqual([405, []])
    const headers = { origin, authorization: `Bearer ${tokenOf('shop')}` }
    const answer = await open.fetch(new Request('http://localhost/v1/services', { headers }))
    expect(corsHeaders(answer)).toEqual([])
    expect(answer.headers.get('vary')).toBe('Origin')
  })

  it.each(['GET', 'POST', 'DELETE'])('T13 is off by default: %s', async method => {
    const question = await closed.fetch(preflight(APP, method))
    expect([question.status, corsHeaders(question)]).toEqual([405, []])
    const answer = await closed.fetch(new Request('http://localhost/v1/services', { headers: { origin: APP } }))
    expect([corsHeaders(answer), answer.headers.get('vary')]).toEqual([[], null])
  })

  it.each<[what: string, path: string, headers: Record<string, string>, status: number]>([
    ['an answer', '/v1/services', { authorization: `Bearer ${tokenOf('shop')}` }, 200],
    ['a refusal', '/v1/services', {}, 401],
    ['a mistake', '/v1/services?x=1', { authorization: `Bearer ${tokenOf('shop')}` }, 400],
    ['what is not there', '/v1/nothing', {}, 404],
  ])('T13 reads %s', async (_, path, headers, status) => {
    const response = await open.fetch(new Request(`http://localhost${path}`, { headers: { ...headers, origin: APP } }))
    expect(response.status).toBe(status)
    expect(corsHeaders(response)).toEqual([
      ['access-control-allow-origin', APP],
      ['access-control-expose-headers', 'Location, Retry-After, X-Request-Id'],
    ])
    expect(response.headers.get('vary')).toBe('Origin')
  })

  it('T13 one page is never served the answer that was made for another', async () => {
    const read = (origin: string) =>
      open.fetch(
        new Request('http://localhost/v1/services', {
          headers: { origin, authorization: `Bearer ${tokenOf('shop')}` },
        }),
      )
    const origins = [APP, 'http://localhost:5173', APP]
    const told = await Promise.all(origins.map(async origin => (await read(origin)).headers))
    expect(told.map(headers => headers.get('access-control-allow-origin'))).toEqual(origins)
  })

  it.each(['/livez', '/admin', '/metrics'])('T13 %s is for no page of another origin', async path => {
    expect(corsHeaders(await open.fetch(preflight(APP, 'GET', 'authorization', path)))).toEqual([])
    const response = await open.fetch(new Request(`http://localhost${path}`, { headers: { origin: APP } }))
    expect(corsHeaders(response)).toEqual([])
  })
})
