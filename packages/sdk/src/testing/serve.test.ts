import { createConnection } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createHandlerApiEmulator } from './emulators/handler-api/emulator.ts'
import { type Served, serve } from './serve.ts'

const open: Served[] = []

async function served(emulator: { fetch(request: Request): Promise<Response> }): Promise<string> {
  const server = await serve(emulator)
  open.push(server)
  return server.url
}

const tiny = () => createHandlerApiEmulator({ dialect: 'tiger-sms', size: { services: 2, countries: 2 } })
const address = (url: string, action: string) => `${url}/stubs/handler_api.php?api_key=emulator-key&action=${action}`
const ask = (url: string, action: string, init?: RequestInit) => fetch(address(url, action), init)

/** All that a server sends on one connection before it ends, and how it ends. */
const onTheWire = (url: string, action: string) =>
  new Promise<{ received: string; end: string }>(resolve => {
    const { hostname, port } = new URL(url)
    const socket = createConnection(Number(port), hostname)
    let received = ''
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      received += chunk
    })
    socket.on('error', (error: NodeJS.ErrnoException) => resolve({ received, end: error.code ?? error.message }))
    socket.on('end', () => resolve({ received, end: 'closed' }))
    socket.write(`GET ${address('', action)} HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`)
  })

afterEach(async () => {
  await Promise.all(open.splice(0).map(server => server.close()))
})

describe('serve', () => {
  it('answers over a socket what the emulator answers without one', async () => {
    const emulator = tiny()
    const url = await served(emulator)
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    for (const action of ['getBalance', 'getPrices', 'nosuchaction']) {
      const [far, near] = [await ask(url, action), await emulator.fetch(address(url, action))]
      expect(far.status).toBe(near.status)
      for (const header of ['content-type', 'content-length'])
        expect(far.headers.get(header)).toBe(near.headers.get(header))
      expect(await far.text()).toBe(await near.text())
    }
    const posted = await ask(url, 'getBalance', { method: 'POST', body: 'unread' })
    expect(await posted.text()).toBe('ACCESS_BALANCE:100.0000')
    expect((await fetch(url)).status).toBe(404)
  })

  it('sends the full table whole', async () => {
    const emulator = createHandlerApiEmulator()
    const url = await served(emulator)
    const table: Record<string, object> = JSON.parse(await (await ask(url, 'getPrices')).text())
    const rows = Object.values(table).map(country => Object.keys(country).length)
    expect(rows.reduce((sum, count) => sum + count, 0)).toBe(emulator.catalog.totals().offers)
  })

  it('takes a port and a hostname, and rejects when the port is taken', async () => {
    const first = await serve(tiny(), { hostname: 'localhost' })
    open.push(first)
    expect(first.url).toBe(`http://localhost:${first.port}`)
    await expect(serve(tiny(), { port: first.port, hostname: 'localhost' })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    })
  })

  it('P49 stops a body that nobody reads any more', async () => {
    let cancelled = false
    const endless = new ReadableStream<Uint8Array>({
      pull: controller => controller.enqueue(new Uint8Array(1_048_576)),
      cancel: () => {
        cancelled = true
      },
    })
    const url = await served({ fetch: async () => new Response(endless) })
    const reader = (await ask(url, 'getPrices')).body?.getReader()
    expect((await reader?.read())?.done).toBe(false)
    await reader?.cancel()
    await vi.waitFor(() => expect(cancelled).toBe(true))
  })

  it('answers 500 when the emulator itself fails', async () => {
    const url = await served({ fetch: () => Promise.reject(new Error('broken')) })
    const response = await ask(url, 'getBalance')
    expect([response.status, await response.text()]).toEqual([500, 'The emulator failed: Error: broken'])
  })
})

describe('socket faults', () => {
  it('P05 reset on a connection that is used again: one request on the wire', async () => {
    const emulator = tiny()
    const url = await served(emulator)
    emulator.faults.inject({ kind: 'reset', nth: 2 })
    await (await ask(url, 'getBalance')).text()
    await expect(ask(url, 'getBalance')).rejects.toThrow('fetch failed')
    expect(emulator.ledger.count()).toBe(2)
  })

  it('reset before an answer leaves nothing on the wire', async () => {
    const emulator = tiny()
    const url = await served(emulator)
    emulator.faults.inject({ kind: 'reset' })
    expect(await onTheWire(url, 'getBalance')).toEqual({ received: '', end: 'ECONNRESET' })
  })

  it('P01 commit-then-cut sells and charges, and leaves nothing on the wire', async () => {
    const emulator = tiny()
    const url = await served(emulator)
    emulator.faults.inject({ kind: 'commit-then-cut', times: 1 })
    emulator.catalog.setOffer('187', 'tg', { price: '0.25', stock: 2, flat: true })
    const order = 'getNumber&service=tg&country=187'
    expect(await onTheWire(url, order)).toEqual({ received: '', end: 'ECONNRESET' })
    expect(emulator.ledger.activations()).toMatchObject([{ service: 'tg', status: 'waiting' }])
    expect(await (await ask(url, order)).text()).toMatch(/^ACCESS_NUMBER:/)
  })

  it('P01 commit-then-silence sells and charges, though the caller gives up', async () => {
    const emulator = tiny()
    const url = await served(emulator)
    emulator.faults.inject({ kind: 'commit-then-silence' })
    const controller = new AbortController()
    emulator.catalog.setOffer('187', 'tg', { price: '0.25', stock: 2, flat: true })
    const asking = ask(url, 'getNumber&service=tg&country=187', { signal: controller.signal })
    await vi.waitFor(() => expect(emulator.ledger.activations()).toHaveLength(1))
    controller.abort()
    await expect(asking).rejects.toThrow('aborted')
    expect(emulator.ledger.activations()).toMatchObject([{ status: 'waiting' }])
  })

  it('reset-mid-body sends the head and half of the body', async () => {
    const emulator = tiny()
    const url = await served(emulator)
    emulator.faults.inject({ kind: 'reset-mid-body' })
    const { received, end } = await onTheWire(url, 'getBalance')
    expect(end).toBe('ECONNRESET')
    expect(received).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
    expect(received).toMatch(/content-length: 23\r\n/i)
    expect(received.endsWith('\r\n\r\nACCESS_BALAN')).toBe(true)
    await expect(ask(url, 'getBalance').then(response => response.text())).rejects.toThrow()
  })

  it('P48 stalled-body stops half-way and lets go of a caller who leaves', async () => {
    const emulator = tiny()
    const url = await served(emulator)
    emulator.faults.inject({ kind: 'stalled-body', nth: 1 })
    const controller = new AbortController()
    const response = await ask(url, 'getBalance', { signal: controller.signal })
    const reader = response.body?.getReader()
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('ACCESS_BALAN')
    const rest = reader?.read() ?? Promise.reject(new Error('no body'))
    expect(await Promise.race([rest, (await ask(url, 'getBalance')).text()])).toBe('ACCESS_BALANCE:100.0000')
    controller.abort()
    await expect(rest).rejects.toThrow('aborted')
  })

  it('hang and latency hold the answer back, and close() waits for neither', async () => {
    const emulator = tiny()
    const server = await serve(emulator)
    emulator.faults.inject({ kind: 'hang', nth: 1 })
    emulator.faults.inject({ kind: 'latency', ms: 5_000, nth: 2 })
    const lost = ask(server.url, 'getPrices').catch((error: unknown) => error)
    await vi.waitFor(() => expect(emulator.ledger.count('getPrices')).toBe(1))
    const late = ask(server.url, 'getBalance')
    await vi.waitFor(() => expect(emulator.clock.sleeping).toBe(1))
    await emulator.clock.advance(5_000)
    expect(await (await late).text()).toBe('ACCESS_BALANCE:100.0000')
    await server.close()
    expect(await lost).toBeInstanceOf(TypeError)
    expect(emulator.ledger.requests().map(({ status }) => status)).toEqual([null, 200])
  })

  it('T22 gzip-bomb is unpacked by the connection', async () => {
    const emulator = tiny()
    const url = await served(emulator)
    emulator.faults.inject({ kind: 'gzip-bomb', mib: 16 })
    expect((await (await ask(url, 'getPrices')).arrayBuffer()).byteLength).toBe(16 * 1_048_576)
  })

  it('P49 oversized arrives in chunks of unannounced length', async () => {
    const emulator = tiny()
    const url = await served(emulator)
    emulator.faults.inject({ kind: 'oversized', mib: 3 })
    const response = await ask(url, 'getPrices')
    expect(response.headers.get('content-length')).toBeNull()
    expect((await response.arrayBuffer()).byteLength).toBe(3 * 1_048_576 + '{"filler":""}'.length)
  })

  it('T06 a redirect sends whoever follows it, with the key in the address', async () => {
    const [emulator, other] = [tiny(), tiny()]
    const [url, elsewhere] = [await served(emulator), await served(other)]
    emulator.faults.inject({ kind: 'redirect', status: 307, location: address(elsewhere, 'getBalance') })
    const stopped = await ask(url, 'getBalance', { redirect: 'manual' })
    expect([stopped.status, other.ledger.count()]).toEqual([307, 0])
    await (await ask(url, 'getBalance')).text()
    expect(other.ledger.count()).toBe(1)
  })
})
