import { describe, expect, it } from 'vitest'
import { FakeClock } from '../../../fake-clock.ts'
import { createTimeline } from './timeline.ts'

describe('a timeline that is awake', () => {
  it('lets everything happen at its instant, whatever the order of entry, on one sleep', async () => {
    const clock = new FakeClock()
    const timeline = createTimeline(clock, true)
    const seen: [entered: number, happened: number][] = []
    const enter = (ms: number) =>
      timeline.later(ms, () => {
        seen.push([ms, clock.elapsed()])
        if (ms === 100) enter(250)
      })
    for (const ms of [500, 100, 300]) enter(ms)
    expect(clock.sleeping).toBe(1)
    await clock.advance(1_000)
    expect(seen).toEqual([
      [100, 100],
      [300, 300],
      [250, 350],
      [500, 500],
    ])
    expect(clock.sleeping).toBe(0)
  })

  it('sleeps only where it is wanted', async () => {
    const clock = new FakeClock()
    const timeline = createTimeline(clock)
    const seen: number[] = []
    timeline.later(100, () => seen.push(timeline.elapsed()))
    await clock.advance(1_000)
    expect([clock.sleeping, seen]).toEqual([0, []])
    timeline.settle()
    expect(seen).toEqual([100])
  })

  it('shows things as they stand to somebody who asks while they happen', () => {
    const clock = new FakeClock()
    const timeline = createTimeline(clock)
    const seen: string[] = []
    timeline.later(0, () => {
      timeline.settle()
      seen.push('first')
    })
    timeline.later(0, () => seen.push('second'))
    timeline.settle()
    expect(seen).toEqual(['first', 'second'])
  })
})
