import { describe, expect, it } from 'vitest'
import { FakeClock } from './fake-clock.ts'

describe('FakeClock', () => {
  it('stands still at its start and moves by what it is told', async () => {
    const clock = new FakeClock(new Date('2026-03-01T12:00:00Z'))
    expect(clock.now()).toBe(Date.UTC(2026, 2, 1, 12))
    await clock.advance(1_500)
    expect(clock.now()).toBe(Date.UTC(2026, 2, 1, 12, 0, 1, 500))
    expect(new FakeClock().now()).toBe(Date.UTC(2026, 0, 1))
  })

  it('wakes sleepers in order of time, each at its own instant', async () => {
    const clock = new FakeClock(0)
    const woken: string[] = []
    const sleeps = [300, 100, 200].map(async ms => {
      await clock.sleep(ms)
      woken.push(`${ms}@${clock.now()}`)
    })
    await clock.advance(250)
    expect(woken).toEqual(['100@100', '200@200'])
    expect(clock.sleeping).toBe(1)
    await clock.advance(50)
    await Promise.all(sleeps)
    expect(woken).toEqual(['100@100', '200@200', '300@300'])
  })

  it('lets a loop of short sleeps turn as often as the time allows', async () => {
    const clock = new FakeClock(0)
    const ticks: number[] = []
    const loop = (async () => {
      while (ticks.length < 6) {
        await clock.sleep(10_000)
        ticks.push(clock.now())
      }
    })()
    await clock.advance(60_000)
    await loop
    expect(ticks).toEqual([10_000, 20_000, 30_000, 40_000, 50_000, 60_000])
  })

  it('P45 set() changes the reading and ends no sleep', async () => {
    const clock = new FakeClock(0)
    let woken = false
    const sleep = clock.sleep(1_000).then(() => {
      woken = true
    })
    clock.set(new Date(3_600_000))
    expect(clock.now()).toBe(3_600_000)
    await clock.advance(999)
    expect(woken).toBe(false)
    await clock.advance(1)
    await sleep
    expect(clock.now()).toBe(3_601_000)
    clock.set(5)
    expect(clock.now()).toBe(5)
  })

  it('E15 rejects a sleep with the reason of its signal and forgets it', async () => {
    const clock = new FakeClock()
    const reason = new Error('enough')
    const controller = new AbortController()
    const sleep = clock.sleep(1_000, controller.signal)
    controller.abort(reason)
    await expect(sleep).rejects.toBe(reason)
    expect(clock.sleeping).toBe(0)
    await expect(clock.sleep(1, controller.signal)).rejects.toBe(reason)
  })

  it('adds up advances that were not awaited, and refuses to go back', async () => {
    const clock = new FakeClock(0)
    await Promise.all([clock.advance(10), clock.advance(20)])
    expect(clock.now()).toBe(30)
    await expect(clock.advance(-1)).rejects.toThrow(RangeError)
  })
})
