import fc from 'fast-check'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { CapabilityError } from '../errors/access.ts'
import { ProviderUnavailableError } from '../errors/transport.ts'
import type { NewsBatch, NumberNews, StreamCall } from '../provider/stream.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { createStreamer, isForGood, pauseAfter } from './streamer.ts'

const batch = (cursor: string | null, ...ids: readonly string[]): NewsBatch => ({
  cursor,
  news: ids.map(id => ({
    kind: 'activation',
    observation: { id, provider: 'made-up', nativeId: id, observedAt: new Date(0) },
  })),
})

/** Streams that are fed and broken by hand. */
function setup() {
  const clock = new FakeClock()
  const calls: StreamCall[] = []
  const times: number[] = []
  const heard: string[] = []
  const changes: boolean[] = []
  let feed: (step: NewsBatch | Error | null) => void = () => {}
  const streamer = createStreamer({
    clock,
    random: () => 1,
    async *open(call) {
      calls.push(call)
      times.push(clock.elapsed())
      const waiting: (NewsBatch | Error | null)[] = []
      let wake = () => {}
      feed = step => {
        waiting.push(step)
        wake()
      }
      call.signal.addEventListener('abort', () => feed(new Error('aborted')), { once: true })
      for (;;) {
        while (waiting.length === 0) await new Promise<void>(resolve => (wake = resolve))
        const step = waiting.shift()
        if (step instanceof Error) throw step
        if (!step) return
        yield step
      }
    },
    onNews: (news: readonly NumberNews[]) => heard.push(...news.map(({ observation }) => observation.id)),
    onChange: () => changes.push(streamer.isLive()),
  })
  const say = async (step: NewsBatch | Error | null) => {
    feed(step)
    await clock.advance(0)
  }
  return { clock, calls, times, heard, changes, streamer, say }
}

describe('a stream of news', () => {
  it('R09 goes on after the last event when it breaks: none is lost, none comes twice', async () => {
    const { clock, calls, heard, changes, streamer, say } = setup()
    streamer.start()
    streamer.start()
    await clock.advance(0)
    await say(batch(null))
    await say(batch('17', 'a', 'b'))
    await say(batch(null)) // a comment
    await say(new ProviderUnavailableError('it broke'))
    expect(changes).toEqual([true, false])
    await clock.advance(1_000)
    await say(batch('18', 'c'))
    expect(calls.map(({ after }) => after)).toEqual([null, '17'])
    expect(heard).toEqual(['a', 'b', 'c'])
    streamer.stop()
  })

  it('is opened again ever later while it breaks at once, and never in a loop without a pause', async () => {
    const { clock, times, streamer, say } = setup()
    streamer.start()
    for (let round = 0; round < 8; round += 1) {
      await clock.advance(0)
      const before = times.length
      await say(round % 2 === 0 ? null : new ProviderUnavailableError('no'))
      for (let second = 0; second < 40 && times.length === before; second += 1) await clock.advance(1_000)
    }
    const pauses = times.slice(1).map((time, index) => time - (times[index] ?? 0))
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000])
    streamer.stop()
  })

  it('G14 keeps nothing of its connections, but each is ended when nobody follows', async () => {
    const { clock, calls, streamer, say } = setup()
    const any = vi.spyOn(AbortSignal, 'any') // leaves a trace on the signal that outlives them
    onTestFinished(() => any.mockRestore())
    streamer.start()
    for (let round = 0; round < 5; round += 1) {
      await clock.advance(0)
      await say(null)
      await clock.advance(30_000)
    }
    expect(calls.map(({ signal }) => signal.aborted)).toEqual(Array(6).fill(false))
    streamer.stop()
    expect(calls.at(-1)?.signal.aborted).toBe(true)
    expect(any).not.toHaveBeenCalled()
  })

  it('R04 that broke is opened anew when this process comes back, at most every half second however often that is said', async () => {
    const { clock, calls, streamer, say } = setup()
    streamer.start()
    await clock.advance(0)
    for (let opened = 1; opened < 8; opened += 1) {
      expect(calls).toHaveLength(opened)
      await say(new ProviderUnavailableError('no'))
      for (let time = 0; time < 10; time += 1) {
        streamer.wake()
        await clock.advance(49)
      }
      expect(calls).toHaveLength(opened)
      await clock.advance(10)
    }
    streamer.stop()
  })

  it('R17 that misses a sign of life is opened anew when this process comes back, and goes on after the last event', async () => {
    const { clock, calls, streamer, say } = setup()
    streamer.start()
    await clock.advance(0)
    await say(batch('17', 'a'))
    await clock.advance(15_000)
    streamer.wake()
    await clock.advance(0)
    expect(calls).toHaveLength(1)
    await clock.advance(1)
    streamer.wake()
    await clock.advance(0)
    expect(calls.map(({ after }) => after)).toEqual([null, '17'])
    streamer.stop()
  })

  it('is given up where it is refused for good', async () => {
    const { clock, calls, streamer, say } = setup()
    streamer.start()
    await clock.advance(0)
    await say(new CapabilityError('no streams here'))
    await clock.advance(600_000)
    expect(calls).toHaveLength(1)
    expect(streamer.isLive()).toBe(false)
  })

  it('that is silent for three signs of life counts as broken', async () => {
    const { clock, calls, changes, streamer, say } = setup()
    streamer.start()
    await clock.advance(0)
    await say(batch(null))
    for (let sign = 0; sign < 10; sign += 1) {
      await clock.advance(15_000)
      await say(batch(null))
    }
    expect(calls).toHaveLength(1)
    await clock.advance(46_000)
    expect(changes).toEqual([true, false])
    expect(calls).toHaveLength(2)
    streamer.stop()
  })

  it('ends when nobody follows, and leaves no timer', async () => {
    const { clock, calls, streamer, say } = setup()
    streamer.start()
    await clock.advance(0)
    await say(batch(null))
    streamer.stop()
    expect(calls[0]?.signal.aborted).toBe(true)
    await clock.advance(600_000)
    expect(calls).toHaveLength(1)
    streamer.start()
    await clock.advance(0)
    expect(calls[1]?.after).toBeNull()
    streamer.stop()
  })

  it('waits at least half a second and at most half a minute', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (breaks, random) => {
        const pause = pauseAfter(breaks, random)
        expect(pause).toBeGreaterThanOrEqual(500)
        expect(pause).toBeLessThanOrEqual(30_000)
        expect(pauseAfter(breaks + 1, random)).toBeGreaterThanOrEqual(pause)
      }),
    )
  })

  it('is worth another try after what may pass, and after what nobody knows', () => {
    expect([new ProviderUnavailableError('x'), new Error('x'), null].map(isForGood)).toEqual([false, false, false])
    expect(isForGood(new CapabilityError('x'))).toBe(true)
  })
})
