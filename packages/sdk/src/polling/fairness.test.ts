import { describe, expect, it } from 'vitest'
import { FakeClock } from '../testing/fake-clock.ts'
import { noActivations, unknownTraits } from '../testing/no-activations.ts'
import type { PollTarget } from './poll-target.ts'
import { createPoller } from './poller.ts'

/** A poller and its targets, which count how often they are looked at. */
function polling({ latency }: { readonly latency: number }) {
  const clock = new FakeClock()
  const looks = new Map<string, number>()
  let questions = 0
  const poller = createPoller({
    clock,
    provider: { traits: unknownTraits, activations: noActivations },
    random: Math.random,
    nextQuestion: () => ++questions,
  })

  function follow(id: string): void {
    let lookedAt = clock.elapsed()
    const start = clock.elapsed()
    looks.set(id, 0)
    const target: PollTarget = {
      takeNews: () => {},
      id,
      age: () => clock.elapsed() - start,
      timeLeft: () => Number.POSITIVE_INFINITY,
      lookedAt: () => lookedAt,
      async ask(call) {
        await clock.sleep(latency, call.signal)
        lookedAt = clock.elapsed()
        looks.set(id, (looks.get(id) ?? 0) + 1)
      },
      fail: error => expect.fail(String(error)),
      end: error => expect.fail(String(error)),
    }
    poller.follow(target)
  }
  return { clock, looks, follow, poller }
}

describe('E13 G13: 10,000 numbers without a list', () => {
  it('are each looked at in turn, slowest to fastest at most 2, the newest not starved', async () => {
    const { clock, looks, follow } = polling({ latency: 1_000 }) // 8 a second, so a round takes 21 minutes
    for (let count = 0; count < 10_000; count += 1) follow(`a:${count}`)
    const round = (10_000 / 8) * 1_000
    await clock.advance(2.5 * round)
    follow('newest')
    await clock.advance(1.5 * round)
    const counts = [...looks].filter(([id]) => id !== 'newest').map(([, count]) => count)
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(3)
    expect(Math.max(...counts) / Math.min(...counts)).toBeLessThanOrEqual(2)
    expect(looks.get('newest')).toBeGreaterThanOrEqual(1)
  })
})
