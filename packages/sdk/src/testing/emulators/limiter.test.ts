import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FakeClock } from '../fake-clock.ts'
import { shop } from './handler-api/__fixtures__/tiny-emulator.ts'
import { createLimiter } from './limiter.ts'

describe('the limiter', () => {
  it('G12 lets through the burst and then the rate, never more in any span of time', async () => {
    const pauses = fc.array(fc.nat(400), { maxLength: 60 })
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 5 }),
        pauses,
        async (rate, burst, all) => {
          const clock = new FakeClock()
          const wait = createLimiter({ requestsPerSecond: rate, burst }, clock)
          const taken: number[] = []
          for (const pause of all) {
            await clock.advance(pause)
            if (wait() === 0) taken.push(clock.elapsed())
          }
          for (const [first, from] of taken.entries()) {
            for (const [index, to] of taken.slice(first).entries()) {
              expect(index + 1).toBeLessThanOrEqual(burst + ((to - from) / 1_000) * rate + 1e-3)
            }
          }
        },
      ),
      { numRuns: 30 },
    )
  })

  it('says how long to wait, and takes who waits so long', async () => {
    const clock = new FakeClock()
    const wait = createLimiter({ requestsPerSecond: 3 }, clock)
    expect([wait(), wait(), wait()]).toEqual([0, 0, 0])
    const ms = wait()
    expect(ms).toBeCloseTo(333.33, 1)
    await clock.advance(Math.ceil(ms))
    expect(wait()).toBe(0)
  })

  it('refuses a limit that lets nothing through', () => {
    for (const limit of [
      { requestsPerSecond: 0 },
      { requestsPerSecond: Number.NaN },
      { requestsPerSecond: 1, burst: 0 },
    ]) {
      expect(() => createLimiter(limit, new FakeClock())).toThrow(RangeError)
    }
  })
})

describe('an emulator with a limit', () => {
  it('P47 answers 429 in the words of the host, says when to come back, and writes the offence down', async () => {
    const { emulator, get, buy } = shop('hero-sms', { limit: { requestsPerSecond: 0.5, burst: 1 } })
    await buy()
    const url = `https://emulator.test/stubs/handler_api.php?api_key=emulator-key&action=getNumber&service=tg&country=187`
    const response = await emulator.fetch(url)
    expect([response.status, response.headers.get('retry-after'), await response.text()]).toEqual([
      429,
      '2',
      '{"title":"RATE_LIMIT","details":""}',
    ])
    expect(emulator.ledger.activations()).toHaveLength(1)
    expect(emulator.ledger.offences()).toMatchObject([{ action: 'getNumber', status: 429 }])
    await emulator.clock.advance(2_000)
    expect(await get('getBalance')).toBe('ACCESS_BALANCE:99.7500')
    expect([emulator.ledger.offences().length, emulator.ledger.count()]).toEqual([1, 3])
  })

  it('may keep to itself when to come back', async () => {
    const { emulator, get } = shop('tiger-sms', { limit: { requestsPerSecond: 1, retryAfter: false } })
    await get('getBalance')
    const url = 'https://emulator.test/stubs/handler_api.php?api_key=emulator-key&action=getBalance'
    const response = await emulator.fetch(url)
    expect([response.headers.get('retry-after'), await response.text()]).toEqual([null, 'Too Many Requests'])
  })
})
