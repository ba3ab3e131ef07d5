import { describe, expect, it } from 'vitest'
import { CapabilityError } from '../errors/access.ts'
import { ProviderUnavailableError } from '../errors/transport.ts'
import type { NewsBatch, StreamCall } from '../provider/stream.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { noActivations, unknownTraits } from '../testing/no-activations.ts'
import type { PollTarget } from './poll-target.ts'
import { createPoller } from './poller.ts'

/** A poller over a provider with a stream, and numbers that count their looks. */
function setup(refusal: Error | null = null) {
  const clock = new FakeClock()
  const calls: StreamCall[] = []
  const looks: string[] = []
  const told: string[] = []
  let push: (step: NewsBatch | Error) => void = () => {}
  const poller = createPoller({
    provider: {
      traits: { ...unknownTraits, pollInterval: 10_000 },
      activations: noActivations,
      async *stream(call) {
        calls.push(call)
        if (refusal) throw refusal
        yield { cursor: null, news: [] }
        call.signal.addEventListener('abort', () => push(new Error('aborted')), { once: true })
        for (;;) {
          const step = await new Promise<NewsBatch | Error>(resolve => {
            push = resolve
          })
          if (step instanceof Error) throw step
          yield step
        }
      },
    },
    clock,
    random: () => 0,
    nextQuestion: () => 1,
  })
  const follow = (id: string): PollTarget => {
    let lookedAt = clock.elapsed()
    const target: PollTarget = {
      id,
      age: () => clock.elapsed(),
      timeLeft: () => Number.POSITIVE_INFINITY,
      lookedAt: () => lookedAt,
      async ask() {
        looks.push(id)
        lookedAt = clock.elapsed()
      },
      takeNews: ({ observation }) => told.push(observation.id),
      fail: error => expect.fail(String(error)),
      end: () => {},
    }
    poller.follow(target)
    return target
  }
  const news = (cursor: string, id: string): NewsBatch => ({
    cursor,
    news: [{ kind: 'activation', observation: { id, provider: 'p', nativeId: id, observedAt: new Date(0) } }],
  })
  const say = async (step: NewsBatch | Error) => {
    push(step)
    await clock.advance(0)
  }
  /** Signs of life while time passes, as a daemon sends them. */
  const live = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 15_000) {
      await clock.advance(15_000)
      await say({ cursor: null, news: [] })
    }
  }
  return { clock, poller, calls, looks, told, follow, news, say, live }
}

describe('polling beside a stream', () => {
  it('is one stream for however many numbers, and a look a minute at each', async () => {
    const { calls, looks, told, follow, news, say, live, poller, clock } = setup()
    for (let number = 0; number < 50; number += 1) follow(`p:${number}`)
    await clock.advance(0)
    expect(calls).toHaveLength(1)
    await say(news('1', 'p:7'))
    await say(news('2', 'p:8'))
    await say(news('3', 'p:none-of-ours'))
    expect(told).toEqual(['p:7', 'p:8'])
    await live(600_000)
    expect(calls).toHaveLength(1)
    expect(looks.length).toBeGreaterThan(0)
    expect(looks.length / 50).toBeLessThanOrEqual(11)
    poller.close(new Error('over'))
  })

  it('R09 is every 10 s while the stream is broken, and calm again when it is back', async () => {
    const { calls, looks, follow, say, live, clock } = setup()
    follow('p:1')
    await live(120_000)
    const before = looks.length
    await say(new ProviderUnavailableError('it broke'))
    await clock.advance(900)
    expect(calls).toHaveLength(2)
    await live(60_000)
    expect(looks.length - before).toBeLessThanOrEqual(3)
  })

  it('is every 10 s where there is no stream to be had', async () => {
    const { calls, looks, follow, clock } = setup(new CapabilityError('refused'))
    follow('p:1')
    await clock.advance(100_000)
    expect(calls).toHaveLength(1)
    expect(looks.length).toBeGreaterThanOrEqual(9)
    expect(looks.length).toBeLessThanOrEqual(11)
  })

  it('ends with the last one who follows: no stream, no look, no timer', async () => {
    const { calls, looks, follow, poller, clock } = setup()
    const [first, second] = [follow('p:1'), follow('p:2')]
    await clock.advance(0)
    poller.unfollow(first)
    expect(calls[0]?.signal.aborted).toBe(false)
    poller.unfollow(second)
    expect(calls[0]?.signal.aborted).toBe(true)
    const before = looks.length
    await clock.advance(600_000)
    expect([calls.length, looks.length]).toEqual([1, before])
  })
})
