import type { LookupAddress } from 'node:dns'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { FakeClock } from '@onesms/sdk/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { until } from '../testing/until.ts'
import { classOfAddress } from './addresses.ts'
import { guardedLookup, type Resolve } from './guarded-lookup.ts'
import { PATIENCE, post } from './post.ts'
import { TargetRefusedError } from './target.ts'

let server: Server
let port: number
let connections = 0
let received: { method?: string; headers: object; body: string }[] = []
/** What the receiver answers with; `null`: nothing at all. */
let answer: { status: number; headers?: Record<string, string>; body: string | AsyncIterable<string> } | null
beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    received.push({ ...(request.method && { method: request.method }), headers: request.headers, body })
    if (answer === null) return
    response.writeHead(answer.status, answer.headers)
    await pipeline(Readable.from(answer.body), response).catch(() => {}) // cut, in the middle of it
  })
  server.on('connection', () => (connections += 1))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
})
beforeEach(() => {
  connections = 0
  received = []
  answer = { status: 204, body: '' }
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const clock = new FakeClock()
const send = (
  url: string,
  allowPrivateTargets: readonly string[] = [],
  more: { resolve?: Resolve; clock?: FakeClock } = {},
) =>
  post(
    { url, headers: { 'webhook-id': 'evt_1' }, body: '{"a":"ä"}' },
    { allowPrivateTargets, clock, signal: new AbortController().signal, ...more },
  )
const refused = (promise: Promise<unknown>) => expect(promise).rejects.toBeInstanceOf(TargetRefusedError)

/** This machine, private networks, metadata and what leads there by another way of writing it. */
const HOSTS = `127.0.0.1 127.1 127.255.255.254 0 0.0.0.0 2130706433 0x7f000001 0x7f.1 017700000001 0177.0.0.1 0177.1
  localhost LOCALHOST localhost. a.localhost 10.0.0.1 10.255.255.255 0x0a000001 167772161 172.16.0.1 172.31.255.255
  192.168.0.1 192.168.1.1 3232235777 100.64.0.1 169.254.169.254 169.254.0.1 0xa9fea9fe 2852039166 192.0.0.1 192.0.2.1
  198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 240.0.0.1 255.255.255.255 [::] [::1] [::ffff:127.0.0.1]
  [::ffff:a9fe:a9fe] [::ffff:10.0.0.1] [0:0:0:0:0:ffff:7f00:1] [::127.0.0.1] [64:ff9b::7f00:1] [64:ff9b::10.0.0.1]
  [64:ff9b:1::a00:1] [fe80::1] [fc00::1] [fd00:ec2::254] [fec0::1] [ff02::1] [2001:db8::1] [2002:7f00:1::]
  [2001::1] [100::1] ①②⑦.⓪.⓪.①`.split(/\s+/)

describe('T08 T07 where a call may go', () => {
  it.each(HOSTS)('never to %s', async host => {
    await refused(send(`https://${host}:${port}/hook`))
    await refused(send(`http://${host}:${port}/hook`))
    expect(connections).toBe(0)
  })

  it.each([
    'http://example.com/',
    'http://127.example.com/',
    'http://127.0.0.1.example.com/',
    'ftp://example.com/',
    'https://me:pw@example.com/',
    'file:///etc/passwd',
    'nonsense',
  ])('never by %s', async url => {
    await refused(send(url))
    await refused(send(url, ['example.com', '127.example.com']))
  })

  const named = (...addresses: readonly string[]): LookupAddress[] =>
    addresses.map(address => ({ address, family: address.includes(':') ? 6 : 4 }))

  it.each([
    ['127.0.0.1'],
    ['93.184.216.34', '127.0.0.1'],
    ['::1'],
    ['::ffff:127.0.0.1'],
    ['64:ff9b::7f00:1'],
    ['169.254.169.254'],
    ['fe80::1'],
  ])('a name that leads to %s %s is refused as it is connected to', async (...addresses) => {
    await refused(send(`https://hook.example:${port}/`, [], { resolve: (_, done) => done(null, named(...addresses)) }))
    expect(connections).toBe(0)
  })

  it('a name that was public a moment ago and leads here now is refused: what is asked is what is connected to', async () => {
    const answers = [named('93.184.216.34'), named('127.0.0.1')]
    const asked: string[] = []
    const resolve: Resolve = (name, done) => {
      asked.push(name)
      done(null, answers.shift() ?? [])
    }
    const found = await new Promise(done => {
      guardedLookup(false, resolve)('hook.example', { all: true }, (_, addresses) => done(addresses))
    })
    expect(found).toEqual(named('93.184.216.34'))
    await refused(send(`https://hook.example:${port}/`, [], { resolve }))
    expect(asked).toEqual(['hook.example', 'hook.example'])
    expect(connections).toBe(0)
  })

  it('the address that was looked at is the one connected to, whatever the name says later', async () => {
    let asked = 0
    const resolve: Resolve = (_, done) => {
      asked += 1
      done(null, named('127.0.0.1'))
    }
    const status = send(`https://hook.internal:${port}/`, ['hook.internal'], { resolve })
    await expect(status).rejects.not.toBeInstanceOf(TargetRefusedError) // it speaks no TLS
    expect([asked, connections]).toEqual([1, 1])
  })

  it('a private target must be allowed by exactly its host', async () => {
    const url = `http://127.0.0.1:${port}/hook`
    expect(await send(url, ['127.0.0.1'])).toBe(204)
    for (const others of [['127.0.0.2'], ['localhost'], ['27.0.0.1'], [`127.0.0.1:${port}`]])
      await refused(send(url, others))
    await refused(send(`https://169.254.169.254/`, ['169.254.169.254']))
    await refused(send('http://10.0.0.1/', ['10.0.0.1'])) // allowed, but in the clear
  })

  it('the classes of addresses', () => {
    for (const address of ['93.184.216.34', '8.8.8.8', '2606:2800:220:1::1'])
      expect(classOfAddress(address)).toBe('public')
    expect(classOfAddress('not an address')).toBe('never')
  })
})

describe('a call', () => {
  const url = () => `http://127.0.0.1:${port}/hook?team=a`
  const local = ['127.0.0.1']

  it('arrives as it is', async () => {
    expect(await send(url(), local)).toBe(204)
    expect(received).toEqual([
      {
        method: 'POST',
        body: '{"a":"ä"}',
        headers: expect.objectContaining({ 'webhook-id': 'evt_1', 'content-type': 'application/json' }),
      },
    ])
  })

  it.each([301, 302, 303, 307, 308])('T08 does not follow a %s', async status => {
    answer = { status, headers: { location: url() }, body: '' }
    expect(await send(url(), local)).toBe(status)
    expect(received).toHaveLength(1)
  })

  it('T08 reads no more than 4 kB of an answer that does not end', async () => {
    let written = 0
    async function* endless() {
      for (; ; written += 1_024) yield 'x'.repeat(1_024)
    }
    answer = { status: 200, body: endless() }
    expect(await send(url(), local)).toBe(200)
    expect(written).toBeLessThan(16 * 1_024 * 1_024) // what fits on the way
  })

  it('T08 waits 5 s for an answer, and no longer', async () => {
    const clock = new FakeClock()
    answer = null
    let failure: unknown
    const sent = send(url(), local, { clock }).catch((error: unknown) => {
      failure = error
    })
    await until('the call', () => received.length === 1)
    await clock.advance(PATIENCE - 1)
    expect(failure).toBeUndefined()
    await clock.advance(1)
    await sent
    expect(failure).toEqual(new Error('timeout'))
  })

  it('T08 fails where the receiver wants to speak another protocol from here on', async () => {
    server.once('connection', socket => {
      socket.once('data', () => socket.write('HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'))
    })
    answer = null
    await expect(send(url(), local)).rejects.toThrow('closed without an answer')
  })

  it('fails where nobody listens', async () => {
    const free = createServer().listen(0, '127.0.0.1')
    await once(free, 'listening')
    const { port: closed } = free.address() as AddressInfo
    free.close()
    await once(free, 'close')
    await expect(send(`http://127.0.0.1:${closed}/`, local)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })
})
