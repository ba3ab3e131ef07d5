import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { closeServers, localServer } from '../__fixtures__/local-server.ts'
import { readBody } from './read-body.ts'

const LIMIT = 65_536

afterEach(closeServers)

describe('T22 P49 readBody caps the body after decompression', () => {
  it('no body at all is an empty one', async () => {
    expect(await readBody(new Response(null, { status: 204 }), LIMIT)).toEqual(new Uint8Array(0))
    expect(await readBody(new Response(''), LIMIT)).toEqual(new Uint8Array(0))
  })

  it('at the limit, and one byte above it', async () => {
    const { origin } = await localServer((request, response) => {
      response.setHeader('content-encoding', 'gzip')
      response.end(gzipSync('x'.repeat(Number(request.url?.slice(1)))))
    })
    const read = async (size: number) => readBody(await fetch(`${origin}/${size}`), LIMIT)
    expect(new TextDecoder().decode((await read(LIMIT)) ?? undefined)).toBe('x'.repeat(LIMIT))
    expect(await read(LIMIT + 1)).toBeNull()
  })

  it('stops early in a bomb of a gigabyte', async () => {
    const mebibyte = gzipSync(Buffer.alloc(1_048_576))
    const { origin } = await localServer((_, response) => {
      response.setHeader('content-encoding', 'gzip')
      const more = () => {
        for (let sent = 0; sent < 1_024 && !response.destroyed; sent += 1) if (!response.write(mebibyte)) break
        if (!response.destroyed) response.once('drain', more)
      }
      more()
    })
    const [before, start] = [process.memoryUsage().rss, performance.now()]
    expect(await readBody(await fetch(origin), LIMIT)).toBeNull()
    expect(performance.now() - start).toBeLessThan(1_000)
    expect(process.memoryUsage().rss - before).toBeLessThan(50 * 1_048_576)
  })

  it('ends an endless body, and lets go of the connection', async () => {
    let closed = false
    const { origin } = await localServer((_, response) => {
      const timer = setInterval(() => response.write('x'.repeat(10_000)), 1)
      response.on('close', () => {
        closed = true
        clearInterval(timer)
      })
    })
    expect(await readBody(await fetch(origin), LIMIT)).toBeNull()
    await expect.poll(() => closed).toBe(true)
  })
})
