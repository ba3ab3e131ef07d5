import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../testing/until.ts'
import { type Served, serve } from './server.ts'
import { openTestApp, type TestApp } from './testing/test-app.ts'

const SOCKETS = process.env['ONESMS_TEST_TIER'] === 'full' ? 10_000 : 1_000

/** Opens sockets, sends on each what it is told, and says how many are open; another process, so that each side has room. */
const FLOOD = `
const { connect } = require('node:net')
const [port, count, text] = [Number(process.argv[1]), Number(process.argv[2]), process.argv[3]]
let opened = 0, closed = 0
const open = () => {
  const socket = connect(port, '127.0.0.1', () => {
    opened += 1
    if (text) socket.write(text)
  })
  socket.resume().on('error', () => {}).on('close', () => { closed += 1 })
}
let left = count
const some = () => { for (let n = 0; n < 200 && left > 0; n += 1, left -= 1) open(); if (left > 0) setTimeout(some, 20) }
some()
setInterval(() => process.stdout.write(opened + ' ' + closed + '\\n'), 100)
`

describe('a flood of connections', () => {
  let app: TestApp
  let served: Served
  let flood: ChildProcess | undefined
  beforeAll(async () => {
    app = await openTestApp()
    served = await serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  })
  afterAll(async () => {
    flood?.kill('SIGKILL')
    await served.close()
    await app.close()
  })

  /** Times of answers while it goes on, in milliseconds, and how many sockets are open and were closed. */
  async function underFlood(text: string) {
    const child = spawn(process.execPath, ['-e', FLOOD, String(served.port), String(SOCKETS), text])
    flood = child
    let counts = { opened: 0, closed: 0 }
    child.stdout.setEncoding('utf8').on('data', (lines: string) => {
      const [opened = 0, closed = 0] = (lines.trim().split('\n').at(-1) ?? '').split(' ').map(Number)
      counts = { opened, closed }
    })
    await until(`${SOCKETS} sockets`, () => counts.opened === SOCKETS, 60_000)
    const times: number[] = []
    await until(
      'all of them to be closed',
      async () => {
        const at = performance.now()
        const response = await fetch(`${served.url}/v1/services`)
        await response.arrayBuffer()
        times.push(performance.now() - at)
        expect(response.status).toBe(200)
        return counts.closed === SOCKETS
      },
      60_000,
    )
    child.kill('SIGKILL')
    await once(child, 'close')
    return times.toSorted((left, right) => left - right)
  }

  it.each([
    ['that say nothing', ''],
    ['that never end the head of a request', 'GET /v1/services HTTP/1.1\r\nHost: localhost\r\nX-Slow: '],
    [
      'that never send the body they announced',
      'POST /v1/sync/services HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n1',
    ],
  ])(`D45 ${SOCKETS} sockets %s: closed, and the API answers meanwhile`, { timeout: 150_000 }, async (_, text) => {
    const times = await underFlood(text)
    expect(times.length).toBeGreaterThan(10)
    expect(times[Math.floor(times.length / 2)]).toBeLessThan(250)
    // Nothing is left of it.
    const socket = connect(served.port, '127.0.0.1')
    socket.write('GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
    const [chunk] = await once(socket, 'data')
    expect(String(chunk)).toMatch(/^HTTP\/1.1 200 /)
  })
})
