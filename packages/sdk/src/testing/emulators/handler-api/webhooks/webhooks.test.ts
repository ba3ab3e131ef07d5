import { describe, expect, it } from 'vitest'
import { rentalShop } from '../__fixtures__/rental-shop.ts'
import { shop, tinyEmulator } from '../__fixtures__/tiny-emulator.ts'

const URL = 'https://receiver.test/secret'
const START = Date.UTC(2026, 0, 1)

/** Where calls arrive: their bodies and times, and what is answered. */
function receiver(answer: (call: number) => Response | Promise<Response> = () => new Response()) {
  const calls: { readonly at: number; readonly body: Record<string, unknown>; readonly request: Request }[] = []
  let now = () => 0
  return {
    calls,
    /** Milliseconds of each call since the start. */
    times: () => calls.map(({ at }) => at - START),
    codes: () => calls.map(({ body }) => body['code']),
    follow(clock: { now(): number }) {
      now = () => clock.now()
    },
    target: {
      url: URL,
      async fetch(request: Request) {
        const call = { at: now(), request, body: {} }
        calls.push(call)
        const count = calls.length
        Object.assign(call.body, await request.json())
        return answer(count)
      },
    },
  }
}

describe('the webhook', () => {
  it('tells HeroSMS’s SMS of activations and rentals in their order, each at its instant', async () => {
    const { target, follow, calls, times } = receiver()
    const { emulator, buy, rent } = rentalShop({ webhook: target, magicServices: true })
    follow(emulator.clock)
    const [activation, rental] = [await buy('twin'), await rent()]
    await emulator.clock.advance(6_000)
    emulator.sms(rental, { text: 'Hello', sender: 'Bank' })
    await emulator.clock.advance(60_000)
    expect(times()).toEqual([5_000, 6_000, 15_000])
    expect(calls.map(({ body }) => body['activationId'])).toEqual([activation, rental, activation])
    expect(calls[1]?.body).toEqual({
      activationId: rental,
      phoneFrom: 'Bank',
      service: 'tg',
      text: 'Hello',
      code: null,
      country: 187,
      receivedAt: '2026-01-01T00:00:06.000000Z',
    })
    const [{ request } = { request: new Request(URL) }] = calls
    expect([request.method, request.url, request.headers.get('content-type')]).toEqual([
      'POST',
      URL,
      'application/json',
    ])
  })

  it('of HeroSMS calls ten times, 20 to 30 seconds apart, and no more after a 200', async () => {
    const dead = receiver(() => new Response(null, { status: 500 }))
    const { emulator, buy } = shop('hero-sms', { webhook: dead.target })
    dead.follow(emulator.clock)
    emulator.sms(await buy())
    await emulator.clock.advance(600_000)
    const gaps = dead.times().flatMap((at, index, all) => (index > 0 ? [at - (all[index - 1] ?? 0)] : []))
    expect(gaps).toEqual([20, 25, 30, 20, 25, 30, 20, 25, 30].map(seconds => seconds * 1_000))

    const back = receiver(call => new Response(null, { status: call < 3 ? 202 : 200 }))
    const other = shop('hero-sms', { webhook: back.target })
    back.follow(other.emulator.clock)
    other.emulator.sms(await other.buy())
    await other.emulator.clock.advance(600_000)
    expect(back.times()).toEqual([0, 20_000, 45_000])
  })

  it('counts a call as failed that is rejected, or not answered within 3 seconds', async () => {
    const { target, follow, times, calls } = receiver(call =>
      call === 1 ? Promise.reject(new Error('refused')) : call === 2 ? new Promise(() => undefined) : new Response(),
    )
    const { emulator, buy } = shop('hero-sms', { webhook: target })
    follow(emulator.clock)
    emulator.sms(await buy())
    await emulator.clock.advance(600_000)
    expect(times()).toEqual([0, 20_000, 48_000])
    expect(calls[1]?.request.signal.aborted).toBe(true)
  })

  it('of SMSBower calls again after one minute and after five, in its own words', async () => {
    const { target, follow, calls, times } = receiver(() => new Response(null, { status: 404 }))
    const { emulator, buy } = shop('sms-bower', { webhook: target })
    follow(emulator.clock)
    const id = await buy()
    emulator.sms(id, { text: 'Code 1234', code: '1234' })
    await emulator.clock.advance(3_600_000)
    expect(times()).toEqual([0, 60_000, 360_000])
    expect(calls[0]?.body).toEqual({
      activationId: Number(id),
      service: 'tg',
      text: 'Code 1234',
      code: '1234',
      country: 187,
      receivedAt: '2026-01-01 03:00:00',
    })
  })

  it('comes twice, late or not at all, as its faults have it; faults of requests do not touch it', async () => {
    const { target, follow, codes } = receiver()
    const { emulator, buy, get } = shop('hero-sms', { webhook: target })
    follow(emulator.clock)
    const id = await buy()
    emulator.faults.inject({ kind: 'server-error', times: 1 })
    emulator.faults.inject({ kind: 'webhook-repeated', nth: 1 })
    emulator.faults.inject({ kind: 'webhook-late', nth: 2 })
    emulator.faults.inject({ kind: 'webhook-lost', nth: 3 })
    for (const code of ['1', '2', '3', '4']) emulator.sms(id, { code })
    await emulator.clock.advance(59_999)
    expect(codes()).toEqual(['1', '1', '4'])
    await emulator.clock.advance(1)
    expect(codes()).toEqual(['1', '1', '4', '2'])
    expect(await get('getBalance')).toMatch(/^500 /)
  })

  it('may ask the emulator while it is called', async () => {
    const said: string[] = []
    const { emulator, get, buy } = shop('hero-sms', {
      magicServices: true,
      webhook: {
        url: URL,
        async fetch(request) {
          const { activationId, code } = Object(await request.json())
          said.push(code, await get(`getStatus&id=${activationId}`))
          return new Response()
        },
      },
    })
    await buy('slow')
    await emulator.clock.advance(10_000)
    expect(said[1]).toBe(`STATUS_OK:${said[0]}`)
  })

  it('is nothing that a host without one could have', () => {
    expect(() => tinyEmulator('tiger-sms', { webhook: { url: URL } })).toThrow('tiger-sms has no webhook')
  })
})
