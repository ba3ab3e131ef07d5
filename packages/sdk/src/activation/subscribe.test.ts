import { describe, expect, it } from 'vitest'
import { virtualClient } from '../client/__fixtures__/client.ts'
import { AuthenticationError } from '../errors/access.ts'
import { ProviderUnavailableError } from '../errors/transport.ts'

/** Milliseconds between looks, while these listeners follow. */
async function pausesWith(...intervals: readonly (number | undefined)[]) {
  const { buy, client, clock, vendor } = virtualClient({ traits: { pollInterval: 2_000, lifetime: 1e9 } })
  const activation = await buy()
  const stops = intervals.map(interval => activation.subscribe(() => {}, interval === undefined ? {} : { interval }))
  await clock.advance(50_000)
  const pauses = () => {
    const times = vendor.callsOf('fetch').map(({ at }) => at)
    return times.slice(1).map((at, index) => at - (times[index] ?? 0))
  }
  return { activation, client, clock, vendor, stops, pauses }
}

describe('subscribe with an interval', () => {
  it.each([
    ['its own', [7_000], 7_000],
    ['the shortest of several', [20_000, 7_000, 9_000], 7_000],
    ['the advice of the provider at least', [100], 2_000],
    ['the schedule, where a listener leaves it to that', [20_000, undefined], 2_000],
  ] as const)('looks at %s', async (_, intervals, expected) => {
    const { pauses } = await pausesWith(...intervals)
    expect(pauses().length).toBeGreaterThan(1)
    for (const pause of pauses()) {
      expect(pause).toBeGreaterThanOrEqual(expected)
      expect(pause).toBeLessThanOrEqual(expected * 1.2 + 100)
    }
  })

  it('follows more closely as soon as somebody wants that, and less when they leave', async () => {
    const { activation, clock, vendor } = await pausesWith(40_000)
    const looks = vendor.callsOf('fetch').length
    const stop = activation.subscribe(() => {}, { interval: 3_000 })
    await clock.advance(30_000)
    const closely = vendor.callsOf('fetch').length - looks
    expect(closely).toBeGreaterThanOrEqual(8)
    stop()
    await clock.advance(4_000)
    const before = vendor.callsOf('fetch').length
    await clock.advance(35_000)
    expect(vendor.callsOf('fetch').length - before).toBe(0)
  })

  it('is one poll for fifty listeners, which changes nothing for the first one', async () => {
    const { vendor, activation, clock } = await pausesWith(...Array.from({ length: 50 }, () => 10_000))
    expect(vendor.callsOf('fetch').length).toBeLessThanOrEqual(5)
    const before = vendor.callsOf('fetch').length
    for (let count = 0; count < 50; count += 1) activation.subscribe(() => {}, { interval: 10_000 })
    await clock.advance(0)
    expect(vendor.callsOf('fetch').length).toBe(before)
  })

  it.each([0, -1, Number.NaN])('%s is no length of time, so the schedule counts', async interval => {
    const { pauses } = await pausesWith(20_000, interval)
    for (const pause of pauses()) expect(pause).toBeLessThanOrEqual(2_500)
    expect(pauses().length).toBeGreaterThan(15)
  })
})

describe('subscribe with onLook', () => {
  it('tells of every look whether it failed, also where nothing changed', async () => {
    const { activation, clock, vendor } = await pausesWith()
    const looks: unknown[] = []
    let changes = 0
    const down = new ProviderUnavailableError('down')
    activation.subscribe(
      () => {
        changes += 1
      },
      { interval: 10_000, onLook: error => looks.push(error) },
    )
    await clock.advance(13_000)
    expect(new Set(looks.splice(0))).toEqual(new Set([null]))
    vendor.failNext('fetch', down)
    await clock.advance(30_000)
    expect(looks.slice(0, 2)).toEqual([down, null])
    await activation.refresh()
    expect([looks.at(-1), changes]).toEqual([null, 0])
  })

  it('tells of the error that ends the looks, and of those that a new subscriber brings', async () => {
    const { activation, clock, vendor } = await pausesWith()
    const refused = new AuthenticationError('refused')
    const looks: unknown[] = []
    activation.subscribe(() => {}, { onLook: error => looks.push(error) })
    await clock.advance(0)
    looks.splice(0)
    vendor.failNext('fetch', refused)
    await clock.advance(60_000)
    expect(new Set(looks)).toEqual(new Set([refused]))
    looks.splice(0)
    activation.subscribe(() => {})
    await clock.advance(5_000)
    expect(looks[0]).toBeNull()
  })

  it('what it throws disturbs nobody', async () => {
    const { activation, client, clock, vendor } = await pausesWith(3_000)
    const reported: unknown[] = []
    client.on('error', ({ error }) => reported.push(String(error)))
    const onLook = () => {
      throw new Error('of the listener')
    }
    const heard: number[] = []
    activation.subscribe(() => {}, { onLook })
    activation.subscribe(() => {}, { onLook: () => heard.push(1) })
    await clock.advance(10_000)
    expect(new Set(reported)).toEqual(new Set(['Error: of the listener']))
    expect([heard.length > 1, vendor.callsOf('fetch').length > 1]).toEqual([true, true])
  })
})
