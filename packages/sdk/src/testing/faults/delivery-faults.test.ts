import { describe, expect, it } from 'vitest'
import { text } from '../emulators/reply.ts'
import { FakeClock } from '../fake-clock.ts'
import { isConnectionReset } from './connection-reset.ts'
import { deliveryFaults, respond } from './delivery-faults.ts'
import type { FaultEffect } from './fault-plan.ts'

const reply = text('ACCESS_BALANCE:1')

function send(effect: FaultEffect<never>) {
  const [clock, controller] = [new FakeClock(0), new AbortController()]
  const response = (async () => {
    if (!effect.deliver) throw new Error('this fault does not deliver')
    return effect.deliver(reply, { clock, signal: controller.signal })
  })()
  return { clock, controller, response }
}

const settled = (promise: Promise<unknown>) => Promise.race([promise.then(() => true), Promise.resolve(false)])

describe('faults of the delivery', () => {
  it('latency waits on the clock', async () => {
    const { clock, response } = send(deliveryFaults.latency({ ms: 3_000 }))
    await clock.advance(2_999)
    expect(await settled(response)).toBe(false)
    await clock.advance(1)
    expect(await (await response).text()).toBe('ACCESS_BALANCE:1')
  })

  it('P44 latency and hang end when the caller goes away', async () => {
    for (const fault of [deliveryFaults.latency({}), deliveryFaults.hang({})]) {
      const { controller, response } = send(fault)
      const reason = new Error('gone')
      controller.abort(reason)
      await expect(response).rejects.toBe(reason)
    }
  })

  it('reset rejects as fetch does', async () => {
    const error = await send(deliveryFaults.reset({})).response.catch((reason: unknown) => reason)
    expect(isConnectionReset(error)).toBe(true)
    expect(error).toMatchObject({ message: 'fetch failed', cause: { code: 'ECONNRESET' } })
    expect(isConnectionReset(new TypeError('fetch failed'))).toBe(false)
  })

  it('reset-mid-body gives half of what was announced', async () => {
    const response = await send(deliveryFaults['reset-mid-body']({})).response
    expect(response.headers.get('content-length')).toBe('16')
    const reader = response.body?.getReader()
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('ACCESS_B')
    await expect(reader?.read()).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } })
  })

  it('stalled-body gives half and then nothing, until the caller goes away', async () => {
    const { controller, response } = send(deliveryFaults['stalled-body']({}))
    const reader = (await response).body?.getReader()
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('ACCESS_B')
    const next = reader?.read() ?? Promise.reject(new Error('no body'))
    expect(await settled(next)).toBe(false)
    controller.abort(new Error('gone'))
    await expect(next).rejects.toThrow('gone')
  })

  it('P48 slow-drip gives a piece each time the clock allows', async () => {
    const { clock, response } = send(deliveryFaults['slow-drip']({ bytes: 6, ms: 10_000 }))
    const arrivals: [string, number][] = []
    const reading = (async () => {
      for await (const piece of (await response).body ?? []) {
        arrivals.push([new TextDecoder().decode(piece), clock.now()])
      }
    })()
    await clock.advance(30_000)
    await reading
    expect(arrivals).toEqual([
      ['ACCESS', 10_000],
      ['_BALAN', 20_000],
      ['CE:1', 30_000],
    ])
  })

  it('P49 oversized is JSON without end in sight', async () => {
    const response = await send(deliveryFaults.oversized({ mib: 2 })).response
    expect(response.headers.get('content-length')).toBeNull()
    const body = await response.text()
    expect(body).toHaveLength(2 * 1_048_576 + '{"filler":""}'.length)
    expect(Object.keys(JSON.parse(body))).toEqual(['filler'])
  })

  it('T22 gzip-bomb is a thousand times smaller than what is in it', async () => {
    const response = await send(deliveryFaults['gzip-bomb']({ mib: 8 })).response
    expect(response.headers.get('content-encoding')).toBe('gzip')
    const compressed = await response.arrayBuffer()
    expect(compressed.byteLength).toBeLessThan(16_384)
  })

  it('an answer without a body has none', async () => {
    const response = respond({ status: 204, headers: {}, body: '' })
    expect([response.status, response.body]).toEqual([204, null])
  })
})
