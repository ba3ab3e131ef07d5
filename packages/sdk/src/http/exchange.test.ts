import type { RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { createServer as createTcpServer } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { closeServers, listen, localServer } from '../__fixtures__/local-server.ts'
import { selfSigned } from '../__fixtures__/self-signed.ts'
import { ProviderUnavailableError, UnexpectedResponseError } from '../errors/transport.ts'
import { createExchange, type ExchangeRules, type FetchLike } from './exchange.ts'

const KEY = 'k3y-0123456789abcdef'
/** A server behind a real socket, and how many requests it saw. */
async function serve(listener: RequestListener) {
  const { origin, seen } = await localServer(listener)
  return { url: `${origin}/?api_key=${KEY}`, seen }
}

function read(url: string, rules: Partial<ExchangeRules> = {}, fetch?: FetchLike) {
  return createExchange('hero-sms', fetch)(url, { operation: 'getBalance', timeout: 5_000, maxBytes: 65_536, ...rules })
}

const failure = (reading: Promise<unknown>) =>
  reading.then(
    () => expect.fail('it answered'),
    (error: unknown) => error,
  )

afterEach(closeServers)

describe('exchange', () => {
  it('answers status, headers and bytes, whatever the status', async () => {
    const { url } = await serve((_, response) => {
      response.writeHead(422, { 'retry-after': '7' }).end('BAD_KEY')
    })
    const { status, headers, body } = await read(url)
    expect([status, headers.get('retry-after'), new TextDecoder().decode(body)]).toEqual([422, '7', 'BAD_KEY'])
  })

  it('C13 asks for no cache, one attempt, no redirect', async () => {
    const inits: RequestInit[] = []
    const fetch: FetchLike = async (_, init) => {
      inits.push(init)
      return new Response('', { status: 503 })
    }
    expect(await read('https://hero-sms.com/', {}, fetch)).toMatchObject({ status: 503, body: new Uint8Array(0) })
    expect(inits).toHaveLength(1)
    expect(inits[0]).toMatchObject({ cache: 'no-store', redirect: 'manual' })
  })

  it.each([301, 302, 303, 307, 308])('T06 does not follow a %i', async status => {
    const elsewhere = await serve((_, response) => response.end('ACCESS_BALANCE:1'))
    const { url, seen } = await serve((_, response) => {
      response.writeHead(status, { location: elsewhere.url }).end()
    })
    const error = await failure(read(url))
    expect(error).toBeInstanceOf(UnexpectedResponseError)
    expect(error).toMatchObject({ reason: 'redirect', status, retryable: false })
    expect([seen.length, elsewhere.seen.length]).toEqual([1, 0])
  })

  it('T06 knows a redirect that a page hides', async () => {
    const fetch: FetchLike = async () => Object.defineProperty(Response.error(), 'type', { value: 'opaqueredirect' })
    expect(await failure(read('https://hero-sms.com/', {}, fetch))).toMatchObject({ reason: 'redirect', status: 0 })
  })

  it('P48 one deadline holds for connection, headers and body', async () => {
    const silent = await serve(() => {})
    const stalled = await serve((_, response) => void response.writeHead(200).write('ACCESS_'))
    const dripping = await serve((_, response) => {
      const timer = setInterval(() => response.write('A'), 20)
      response.on('close', () => clearInterval(timer))
    })
    for (const { url } of [silent, stalled, dripping]) {
      const error = await failure(read(url, { timeout: 100 }))
      expect(error).toBeInstanceOf(ProviderUnavailableError)
      expect(error).toMatchObject({ message: 'hero-sms did not answer within 100 ms', retryable: true })
    }
  })

  it('P48 the deadline holds against a fetch that knows no signal', async () => {
    const silent: FetchLike = () => new Promise(() => {})
    const stalled: FetchLike = async () => new Response(new ReadableStream())
    for (const fetch of [silent, stalled]) {
      const error = await failure(read('https://hero-sms.com/', { timeout: 20 }, fetch))
      expect(error).toMatchObject({ message: 'hero-sms did not answer within 20 ms' })
    }
  })

  it('an abort is rethrown as it is, before and during the exchange', async () => {
    const { url, seen } = await serve((_, response) => void response.writeHead(200).write('ACCESS_'))
    const reason = { enough: true }
    expect(await failure(read(url, { signal: AbortSignal.abort(reason) }))).toBe(reason)
    expect(seen).toEqual([])
    const controller = new AbortController()
    const reading = failure(read(url, { signal: controller.signal }))
    while (seen.length === 0) await new Promise(resolve => setImmediate(resolve))
    controller.abort(reason)
    expect(await reading).toBe(reason)
  })

  it('names the code of a failed connection, and nothing that quotes the URL', async () => {
    const gone = await serve((request, response) => {
      if (request.url?.includes('half')) response.write('ACCESS_', () => response.destroy())
      else request.socket.resetAndDestroy()
    })
    const closed = createTcpServer()
    const port = await listen(closed)
    await new Promise(resolve => closed.close(resolve))
    const cases: readonly (readonly [url: string, code: string])[] = [
      [gone.url, 'ECONNRESET'],
      [`${gone.url}&half`, 'UND_ERR_SOCKET|ECONNRESET'],
      [`http://127.0.0.1:${port}/?api_key=${KEY}`, 'ECONNREFUSED'],
      [`http://:${KEY}`, 'ERR_INVALID_URL'],
    ]
    for (const [url, code] of cases) {
      const error = await failure(read(url))
      expect(error).toBeInstanceOf(ProviderUnavailableError)
      expect(String(error)).toMatch(
        new RegExp(`^ProviderUnavailableError: hero-sms could not be reached \\(${code}\\)$`),
      )
      expect(error).not.toHaveProperty('cause')
    }
  })

  it('finds no code in foreign errors that have none, or that lead in a circle', async () => {
    const circle = new Error(KEY)
    circle.cause = circle
    for (const thrown of [circle, new Error(KEY), KEY, undefined, Object.assign(new Error('x'), { code: KEY })]) {
      const error = await failure(read('https://hero-sms.com/', {}, () => Promise.reject(thrown)))
      expect(String(error)).toBe('ProviderUnavailableError: hero-sms could not be reached (network error)')
    }
  })

  it('T05 sends no byte of the key to a server with a bad certificate', async () => {
    const seen: string[] = []
    const port = await listen(createTlsServer(selfSigned(), request => seen.push(request.url ?? '')))
    const error = await failure(read(`https://localhost:${port}/?api_key=${KEY}`))
    expect(String(error)).toContain('could not be reached (DEPTH_ZERO_SELF_SIGNED_CERT)')
    expect(seen).toEqual([])
  })

  it('T05 sends no byte of the key to a server without TLS', async () => {
    let heard = ''
    const port = await listen(
      createTcpServer(socket => {
        socket.on('error', () => {})
        socket.on('data', chunk => {
          heard += chunk.toString('latin1')
          socket.end('HTTP/1.1 200 OK\r\n\r\n')
        })
      }),
    )
    const error = await failure(read(`https://127.0.0.1:${port}/?api_key=${KEY}`))
    expect(error).toBeInstanceOf(ProviderUnavailableError)
    expect(heard).not.toBe('')
    expect(heard).not.toContain(KEY.slice(0, 8))
  })
})
