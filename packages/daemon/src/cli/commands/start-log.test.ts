import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../../testing/until.ts'
import { type Onesms, startOnesms } from '../__fixtures__/onesms.ts'
import { CANARY, type Provided, provide } from '../__fixtures__/provided.ts'

/** As `openssl rand -base64 48` makes them. */
const TOKEN = 'q8Zr1mX0c5VdTn2uKj7yWb4GfHs9LpQeAo3iRtYxUvCwBnMz6EkD'

let provided: Provided
let daemon: Onesms
let address: string
beforeAll(async () => {
  provided = await provide()
})
afterEach(async () => {
  daemon.child.kill('SIGKILL')
  provided.emulator.faults.clear()
  await provided.database.clear()
})
afterAll(() => provided?.close())

async function start(environment: Record<string, string> = {}): Promise<void> {
  const quiet = { ONESMS_PORT: '0', ONESMS_TOKEN: TOKEN, ONESMS_LOG_LEVEL: 'debug' }
  daemon = startOnesms(['start'], { environment: { ...provided.environment, ...quiet, ...environment } })
  const serving = /Serving (http:\/\/127\.0\.0\.1:\d+)/
  await daemon.says(serving)
  address = serving.exec(daemon.stderr)?.[1] ?? ''
}
const ask = (path: string, headers: Record<string, string> = { authorization: `Bearer ${TOKEN}` }) =>
  fetch(`${address}${path}`, { headers })
const lines = () =>
  daemon.stderr
    .split('\n')
    .slice(0, -1)
    .map(line => JSON.parse(line) as Record<string, unknown>)
const lineOf = async (what: Record<string, unknown>) => {
  const found = () => lines().find(line => Object.entries(what).every(([name, value]) => line[name] === value))
  await until(JSON.stringify(what), () => found() !== undefined)
  return found()
}

describe('the log of onesms start', () => {
  it('is lines of JSON where standard error is no terminal: of runs, and of requests by their route', async () => {
    await start()
    expect(await lineOf({ provider: 'hero-sms', action: 'services', result: 'succeeded' })).toMatchObject({
      level: 'info',
      run_id: expect.any(Number),
      phase: 'writing',
      msg: expect.stringMatching(/^hero-sms services succeeded, [\d,]+ offers read/),
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    })
    const given = await ask('/v1/offers?service=telegram', {
      authorization: `Bearer ${TOKEN}`,
      'x-request-id': '0af7651916cd43dd8448eb211c80319c',
    })
    expect(given.headers.get('x-request-id')).toBe('0af7651916cd43dd8448eb211c80319c')
    expect(await lineOf({ request_id: '0af7651916cd43dd8448eb211c80319c' })).toMatchObject({
      level: 'debug',
      action: 'GET /v1/offers',
      http_status: 200,
      duration_ms: expect.any(Number),
    })
    const made = await ask('/v1/services?q=x', { 'x-request-id': 'a b' })
    const id = made.headers.get('x-request-id') ?? ''
    expect(id).toMatch(/^[\da-f-]{36}$/)
    expect(await lineOf({ request_id: id })).toMatchObject({ level: 'info', http_status: 401 })
  })

  it('T01 T33 holds no key, token, URL or query, also when everything goes wrong', async () => {
    await start()
    const faults = ['bad-key', 'echo-url', 'html', 'truncated', 'reset'] as const
    for (const kind of faults) {
      provided.emulator.faults.clear()
      provided.emulator.faults.inject({ kind } as Parameters<typeof provided.emulator.faults.inject>[0])
      await ask('/v1/availability?service=telegram&country=')
      await ask(`/v1/availability?service=telegram`)
      await ask(`/v1/nothing/${TOKEN}?api_key=${CANARY}`)
      await ask(`/v1/offers?service=${CANARY}`)
      await ask(`/v1/services?token=${TOKEN}`, { authorization: `Bearer ${CANARY}` })
      await fetch(`${address}/v1/sync/services`, { method: 'POST', headers: { authorization: `Bearer ${TOKEN}` } })
    }
    await lineOf({ action: 'POST /v1/sync/services', http_status: 202 })
    daemon.child.kill('SIGTERM')
    const { stderr, stdout, code } = await daemon.ended
    expect(code).toBe(0)
    expect(lines().length).toBeGreaterThan(30)
    for (const secret of [CANARY, encodeURIComponent(TOKEN), TOKEN, 'handler_api', 'service=telegram'])
      expect(stderr + stdout).not.toContain(secret)
    for (let at = 0; at + 8 <= TOKEN.length; at += 1) expect(stderr).not.toContain(TOKEN.slice(at, at + 8))
  })

  it('D42 does not hold it up when nobody reads: it answers, and ends when it is told to', async () => {
    await start()
    daemon.child.stderr?.removeAllListeners('data').pause()
    daemon.child.stdout?.removeAllListeners('data').pause()
    // Each is a line of 200 bytes; a pipe and what Node reads ahead take some 200 kB of them.
    for (let round = 0; round < 40; round += 1) {
      await Promise.all(Array.from({ length: 100 }, () => ask('/livez').then(answer => answer.text())))
    }
    expect((await ask('/readyz')).status).toBe(200)
    const at = performance.now()
    daemon.child.kill('SIGTERM')
    await until('its end', () => daemon.child.exitCode !== null || daemon.child.signalCode !== null, 10_000)
    expect({ code: daemon.child.exitCode, signal: daemon.child.signalCode }).toEqual({ code: 0, signal: null })
    expect(performance.now() - at).toBeLessThan(10_000)
  })

  it('says in JSON too why it does not start', async () => {
    await start()
    const second = startOnesms(['start'], {
      environment: { ...provided.environment, ONESMS_PORT: new URL(address).port, ONESMS_TOKEN: TOKEN },
    })
    const { code, stderr } = await second.ended
    expect(code).toBe(1)
    expect(JSON.parse(stderr)).toMatchObject({ level: 'error', code: 'EADDRINUSE' })
  })
})
