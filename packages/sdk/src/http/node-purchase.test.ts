import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { createServer as createTcpServer, type LookupFunction, type Socket } from 'node:net'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { closeServers, listen, localServer } from '../__fixtures__/local-server.ts'
import { selfSigned } from '../__fixtures__/self-signed.ts'
import { PurchaseNotSentError } from '../errors/purchase.ts'
import { ProviderUnavailableError, UnexpectedResponseError } from '../errors/transport.ts'
import type { ExchangeRules } from './exchange.ts'
import { nodeBuiltins } from './node-builtins.ts'
import { createNodePurchase, type NodePurchaseOptions } from './node-purchase.ts'

const KEY = 'k3y-0123456789abcdef'
const SOLD = 'ACCESS_NUMBER:1234567:447700900123'
const node = nodeBuiltins() ?? expect.fail('this is Node')

interface Trial extends NodePurchaseOptions {
  readonly rules?: Partial<ExchangeRules>
}

function buy(url: string, { rules, ...options }: Trial = {}) {
  const operation = 'getNumberV2'
  return createNodePurchase('hero-sms', node, options)(url, { operation, timeout: 5_000, maxBytes: 65_536, ...rules })
}

const failure = (buying: Promise<unknown>) =>
  buying.then(
    () => expect.fail('it answered'),
    (error: unknown) => error,
  )

async function serve(listener: RequestListener) {
  const { origin, seen } = await localServer(listener)
  return { url: `${origin}/stubs/handler_api.php?action=getNumberV2&api_key=${KEY}`, seen }
}

/** A server below HTTP: what it heard, and on how many connections. */
async function rawServer(onRequest: (socket: Socket) => void) {
  const heard = { text: '', connections: 0 }
  const port = await listen(
    createTcpServer(socket => {
      heard.connections += 1
      socket.on('error', () => {})
      socket.on('data', chunk => {
        heard.text += chunk.toString('latin1')
        onRequest(socket)
      })
    }),
  )
  return { url: `http://127.0.0.1:${port}/?api_key=${KEY}`, heard, port }
}

/** A lookup that answers from a table. */
const resolving =
  (...addresses: readonly string[]): LookupFunction =>
  (_, options, callback) => {
    const found = addresses.map(address => ({ address, family: address.includes(':') ? 6 : 4 }))
    if (options.all) callback(null, found)
    else callback(null, found[0]?.address ?? '', found[0]?.family)
  }

const failing =
  (code: string): LookupFunction =>
  (name, _, callback) =>
    callback(Object.assign(new Error(`${name} ${KEY}`), { code }), '')

const silent = () => {}

afterEach(closeServers)

describe('a purchase over a connection of its own', () => {
  it('answers status and body, and asks for no compression, no cache and no second request', async () => {
    const headers: object[] = []
    const { url, seen } = await serve((request, response) => {
      headers.push({ ...request.headers, method: request.method })
      response.writeHead(429, { 'retry-after': '7' }).end(SOLD)
    })
    const answer = await buy(url)
    expect([answer.status, answer.headers.get('retry-after'), new TextDecoder().decode(answer.body)]).toEqual([
      429,
      '7',
      SOLD,
    ])
    expect(seen).toEqual([`/stubs/handler_api.php?action=getNumberV2&api_key=${KEY}`])
    expect(headers).toEqual([
      {
        method: 'GET',
        host: new URL(url).host,
        accept: '*/*',
        'accept-encoding': 'identity',
        'cache-control': 'no-store',
        connection: 'close',
      },
    ])
  })

  it('P05 is never sent on a connection that was used, and never twice', async () => {
    const { url, heard } = await rawServer(socket => {
      if (heard.text.split('\r\n\r\n').length === 2) {
        socket.write('HTTP/1.1 200 OK\r\nconnection: keep-alive\r\ncontent-length: 2\r\n\r\nOK')
      } else socket.resetAndDestroy()
    })
    expect(await fetch(url).then(answer => answer.text())).toBe('OK')
    const error = await failure(buy(url))
    expect(error).toBeInstanceOf(ProviderUnavailableError)
    expect([heard.connections, heard.text.match(/GET /g)?.length]).toEqual([2, 2])
  })

  it.each(['ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])(
    'P04 %s means that nothing was sent',
    async code => {
      const error = await failure(buy(`https://hero-sms.com/?api_key=${KEY}`, { lookup: failing(code) }))
      expect(error).toBeInstanceOf(PurchaseNotSentError)
      expect(error).toMatchObject({
        message: `the purchase was not sent to hero-sms: ${code}`,
        cause: { code: 'provider_unavailable' },
      })
    },
  )

  it('P04 so do a refused connection, one that does not stand in time, and one that breaks while it is made', async () => {
    const gone = createTcpServer()
    const port = await listen(gone)
    await new Promise(resolve => gone.close(resolve))
    expect(await failure(buy(`http://127.0.0.1:${port}/`))).toMatchObject({
      code: 'purchase_not_sent',
      message: expect.stringContaining('ECONNREFUSED'),
    })
    const mute = await rawServer(silent) // it takes the connection and never speaks TLS
    expect(await failure(buy(`https://localhost:${mute.port}/`, { connectTimeout: 50 }))).toMatchObject({
      code: 'purchase_not_sent',
      message: 'the purchase was not sent to hero-sms: no connection within 50 ms',
    })
    const rude = await rawServer(socket => socket.resetAndDestroy())
    expect(await failure(buy(`https://localhost:${rude.port}/?api_key=${KEY}`))).toMatchObject({
      code: 'purchase_not_sent',
      message: expect.stringContaining('ECONNRESET'),
    })
    expect(mute.heard.text + rude.heard.text).not.toContain(KEY.slice(0, 8))
  })

  it('T05 P04 a certificate that nobody vouches for gets no byte of the key', async () => {
    const seen: string[] = []
    const port = await listen(createTlsServer(selfSigned(), request => seen.push(request.url ?? '')))
    const error = await failure(buy(`https://localhost:${port}/?api_key=${KEY}`))
    expect(error).toBeInstanceOf(PurchaseNotSentError)
    expect(String(error)).toContain('DEPTH_ZERO_SELF_SIGNED_CERT')
    expect(seen).toEqual([])
  })

  it('T05 a server without TLS gets no byte of the key', async () => {
    const plain = await rawServer(socket => socket.end('HTTP/1.1 200 OK\r\n\r\n'))
    expect(await failure(buy(`https://localhost:${plain.port}/?api_key=${KEY}`))).toBeInstanceOf(PurchaseNotSentError)
    expect(plain.heard.text).not.toBe('')
    expect(plain.heard.text).not.toContain(KEY.slice(0, 8))
  })

  it.each([301, 302, 303, 307, 308])('T06 a %i is not followed, and says nothing of what was bought', async status => {
    const elsewhere = await serve((_, response) => response.end(SOLD))
    const { url, seen } = await serve((_, response) => {
      response.writeHead(status, { location: elsewhere.url }).end()
    })
    const error = await failure(buy(url))
    expect(error).toBeInstanceOf(UnexpectedResponseError)
    expect(error).toMatchObject({ reason: 'redirect', status, rejected: false })
    expect([seen.length, elsewhere.seen.length]).toEqual([1, 0])
  })

  it('T07 a name that leads to an address of this network is refused when it is used, whatever it led to before', async () => {
    const secret = await rawServer(silent)
    const answers = [resolving('93.184.215.14'), resolving('127.0.0.1')]
    const lookup: LookupFunction = (...args) => (answers.length > 1 ? answers.shift() : answers[0])?.(...args)
    lookup('hero-sms.com', {}, silent)
    for (const addresses of [
      [],
      ['10.0.0.1'],
      ['93.184.215.14', '169.254.169.254'],
      ['::ffff:127.0.0.1'],
      ['fd00::1'],
    ]) {
      const error = await failure(
        buy(`https://hero-sms.com:${secret.port}/?api_key=${KEY}`, {
          lookup: addresses.length > 0 ? resolving(...addresses) : lookup,
        }),
      )
      expect(error).toBeInstanceOf(PurchaseNotSentError)
      expect(String(error)).toContain('ERESERVEDADDRESS')
    }
    expect(secret.heard.connections).toBe(0)
  })

  it('P50 an address family that leads nowhere costs no purchase', async () => {
    const { url, seen } = await serve((_, response) => response.end(SOLD))
    const { port } = new URL(url)
    // 100::/64 is where packets go to be dropped.
    const answer = await buy(`http://localhost:${port}/`, { lookup: resolving('100::1', '127.0.0.1') })
    expect([answer.status, seen.length]).toEqual([200, 1])
  })

  it('P48 one deadline holds for silence, a stalled answer and a dripping one; then nobody knows', async () => {
    const mute = await serve(silent)
    const stalled = await serve((_, response) => void response.writeHead(200).write('ACCESS_'))
    const dripping = await serve((_, response) => {
      const timer = setInterval(() => response.write('A'), 20)
      response.on('close', () => clearInterval(timer))
    })
    for (const { url } of [mute, stalled, dripping]) {
      const error = await failure(buy(url, { rules: { timeout: 150 } }))
      expect(error).toBeInstanceOf(ProviderUnavailableError)
      expect(error).toMatchObject({ message: 'hero-sms did not answer within 150 ms', rejected: false })
    }
  })

  it('an answer that breaks off, or is none, leaves the outcome unknown', async () => {
    const answers = [
      'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nACCESS_NUMBER:12',
      'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nACCES',
      'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n',
      'nothing of HTTP\r\n\r\n',
      '',
    ]
    for (const answer of answers) {
      const { url } = await rawServer(socket => socket.end(answer))
      const error = await failure(buy(url))
      expect(error).toBeInstanceOf(ProviderUnavailableError)
      expect(String(error)).not.toContain(KEY.slice(0, 8))
    }
  })

  it('P49 a body is capped, before and after decompression', async () => {
    const bombs: readonly [string, Uint8Array][] = [
      ['identity', new Uint8Array(70_000)],
      ['gzip', gzipSync(new Uint8Array(5_000_000))],
      ['deflate', deflateSync(new Uint8Array(5_000_000))],
      ['br', brotliCompressSync(new Uint8Array(5_000_000))],
    ]
    for (const [encoding, bomb] of bombs) {
      const { url } = await serve((_, response) => {
        response.writeHead(200, { 'content-encoding': encoding }).end(bomb)
      })
      expect(await failure(buy(url))).toMatchObject({ code: 'unexpected_response', reason: 'too_large' })
    }
    const endless = await serve((_, response) => {
      const write = () => {
        while (response.write(new Uint8Array(16_384)));
      }
      response.on('drain', write)
      write()
    })
    expect(await failure(buy(endless.url))).toMatchObject({ reason: 'too_large' })
  })

  it('P49 a compression that was not asked for is undone where it can be', async () => {
    const forms: readonly [string, Uint8Array, string | null][] = [
      ['gzip', gzipSync(SOLD), SOLD],
      ['X-GZIP', gzipSync(SOLD), SOLD],
      ['br', brotliCompressSync(SOLD), SOLD],
      ['gzip', Buffer.from('no gzip'), null],
      ['zstd', Buffer.from(SOLD), null],
    ]
    for (const [encoding, body, expected] of forms) {
      const { url } = await serve((_, response) => {
        response.writeHead(200, { 'content-encoding': encoding }).end(body)
      })
      const text = await buy(url).then(
        answer => new TextDecoder().decode(answer.body),
        (error: { reason: string }) => error.reason,
      )
      expect(text).toBe(expected ?? 'malformed')
    }
  })

  it('P44 an abort before the connection stands sends nothing; after it, the purchase goes on', async () => {
    const { url, seen } = await serve((_, response) => setTimeout(() => response.end(SOLD), 30))
    const early = await failure(buy(url, { rules: { signal: AbortSignal.abort('enough') } }))
    expect(early).toBeInstanceOf(PurchaseNotSentError)
    expect(early).toMatchObject({ message: 'the purchase was not sent to hero-sms: it was aborted' })
    const mute = await rawServer(silent)
    const controller = new AbortController()
    const connecting = failure(buy(`https://localhost:${mute.port}/`, { rules: { signal: controller.signal } }))
    while (mute.heard.text === '') await new Promise(resolve => setImmediate(resolve))
    controller.abort('enough')
    expect(await connecting).toBeInstanceOf(PurchaseNotSentError)
    expect(seen).toEqual([])

    const later = new AbortController()
    const buying = buy(url, { rules: { signal: later.signal } })
    while (seen.length === 0) await new Promise(resolve => setImmediate(resolve))
    later.abort('enough')
    expect(new TextDecoder().decode((await buying).body)).toBe(SOLD)
  })

  it('leaves no connection behind', async () => {
    const server = createTcpServer(socket => {
      socket.on('error', silent)
      socket.on('data', () => socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${SOLD.length}\r\n\r\n${SOLD}`))
    })
    const port = await listen(server)
    const ended = once(server, 'connection').then(([socket]: Socket[]) => socket && once(socket, 'close'))
    await buy(`http://127.0.0.1:${port}/`)
    await ended
  })
})
