import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { FakeClock } from '@onesms/sdk/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Served, serve } from './server.ts'
import { openTestApp, type TestApp } from './testing/test-app.ts'

describe('over a socket', () => {
  let app: TestApp
  let served: Served
  beforeAll(async () => {
    app = await openTestApp()
    served = await serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  })
  afterAll(async () => {
    await served.close()
    await app.close()
  })

  /** Sends what it is given, byte for byte, and reads to the end. */
  const raw = async (head: string) => {
    const socket = connect(served.port, '127.0.0.1')
    socket.write(head)
    return readAll(socket)
  }

  it('answers, and again with 304', async () => {
    const first = await fetch(`${served.url}/v1/services`)
    expect(first.status).toBe(200)
    expect(first.headers.get('content-type')).toBe('application/json')
    const bytes = Buffer.from(await first.arrayBuffer())
    expect(Number(first.headers.get('content-length'))).toBe(bytes.length)
    const again = await fetch(`${served.url}/v1/services`, {
      headers: { 'if-none-match': first.headers.get('etag') ?? '' },
    })
    expect(again.status).toBe(304)
    const third = await fetch(`${served.url}/v1/services`)
    expect(Buffer.from(await third.arrayBuffer()).equals(bytes)).toBe(true)
  })

  it.each(['evil.test', `evil.test:80`, '127.0.0.1.evil.test', '2130706433', '0x7f000001', 'localhost.', '0.0.0.0'])(
    'T14 Host: %s is refused',
    async host => {
      expect(await raw(`GET /v1/services HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)).toMatch(
        /^HTTP\/1.1 421 /,
      )
    },
  )

  it.each(['localhost@evil.test', 'evil.test/localhost', 'localhost:x', '', 'a b'])(
    'T14 Host: %j that cannot be one is refused',
    async host => {
      const answer = await raw(`GET /v1/services HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
      expect(answer).toMatch(/^HTTP\/1.1 4(00|21) /)
      expect(answer).not.toContain('telegram')
    },
  )

  it('T14 a foreign name in an absolute address is refused', async () => {
    const answer = await raw(
      'GET http://evil.test/v1/services HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
    )
    expect(answer).toMatch(/^HTTP\/1.1 421 /)
  })

  it('T37 what cannot be read as a request is answered with the same care', async () => {
    const answer = await raw('GET /a\\b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
    expect(answer).toMatch(/^HTTP\/1.1 400 /)
    expect(answer).toMatch(/referrer-policy: no-referrer/i)
    expect(answer).toContain('"code":"malformed_request"')
  })

  it.each(['Content-Length: 5', 'Transfer-Encoding: chunked'])('T22 a body is not read: %s', async header => {
    // The rest of the body never comes: an answer shows that nobody waited for it.
    const answer = await raw(`GET /v1/services HTTP/1.1\r\nHost: localhost\r\n${header}\r\n\r\n`)
    expect(answer).toMatch(/^HTTP\/1.1 400 /)
    expect(answer).toContain('"code":"body_not_allowed"')
  })

  it('T22 a head beyond 16 KB is refused', async () => {
    const answer = await raw(`GET /livez HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`)
    expect(answer).toMatch(/^HTTP\/1.1 431 /)
  })

  it('tells who answers that the client is gone', async () => {
    const { served, arrived, gone } = await serveHanging()
    const socket = connect(served.port, '127.0.0.1')
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
    await arrived
    socket.destroy()
    await gone
    await served.close()
  })
})

describe('serve', () => {
  it.each(['0.0.0.0', '::', '192.168.1.4', 'example.test', '127.0.0.1.evil.test'])(
    'refuses to listen on %s',
    async hostname => {
      await expect(serve({ fetch: async () => new Response(), port: 0, hostname })).rejects.toThrow(
        'Name tokens, or use 127.0.0.1.',
      )
    },
  )

  it('says so when the port is taken', async () => {
    const first = await serve({ fetch: async () => new Response(), port: 0, hostname: '127.0.0.1' })
    const second = serve({ fetch: async () => new Response(), port: first.port, hostname: '127.0.0.1' })
    await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' })
    await first.close()
  })

  // Sooner than a connection kept alive is given up on.
  it('D38 lets a request end that runs, and no other begin', { timeout: 4_000 }, async () => {
    const { served, arrived, release } = await serveHanging(new FakeClock())
    const answer = fetch(served.url)
    await arrived
    const closed = served.close()
    await expect(fetch(served.url)).rejects.toThrow()
    release()
    expect(await (await answer).text()).toBe('late')
    await closed
  })

  it('D38 cuts what has not ended after five seconds', async () => {
    const clock = new FakeClock()
    const { served, arrived } = await serveHanging(clock)
    const answer = expect(fetch(served.url)).rejects.toThrow()
    await arrived
    const closed = served.close()
    expect(served.close()).toBe(closed)
    await clock.advance(4_999)
    expect(await Promise.race([closed, 'open'])).toBe('open')
    await clock.advance(1)
    await closed
    await answer
  })
})

/** Answers when told to, and says when it was asked and when the client has gone. */
async function serveHanging(clock?: FakeClock) {
  const [arrived, arrive] = signalled()
  const [released, release] = signalled()
  const [gone, go] = signalled()
  const answer = async ({ signal }: Request) => {
    signal.addEventListener('abort', go)
    arrive()
    await Promise.race([released, gone])
    return new Response('late')
  }
  const served = await serve({ fetch: answer, port: 0, hostname: '127.0.0.1', ...(clock && { clock }) })
  return { served, arrived, release, gone }
}

function signalled(): [Promise<void>, () => void] {
  let signal = () => {}
  const promise = new Promise<void>(resolve => {
    signal = resolve
  })
  return [promise, signal]
}

async function readAll(socket: Socket): Promise<string> {
  let text = ''
  socket.on('data', chunk => {
    text += chunk
  })
  await once(socket, 'close')
  return text
}
