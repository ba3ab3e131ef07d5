import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FakeClock } from '../testing/fake-clock.ts'
import { createLimiter, type Limiter } from './limiter.ts'

/** Asks for `count` turns and notes when each came, in milliseconds since the start. */
function ask(limiter: Limiter, clock: FakeClock, count: number, signal?: AbortSignal) {
  const start = clock.now()
  const turns: { caller: number; at: number }[] = []
  const done = Array.from({ length: count }, (_, caller) =>
    limiter.turn(signal).then(() => turns.push({ caller, at: clock.now() - start })),
  )
  return { turns, done: Promise.allSettled(done), at: () => turns.map(turn => turn.at) }
}

const setup = (rate = 2, burst = 3) => {
  const clock = new FakeClock()
  return { clock, limiter: createLimiter({ rate, burst, clock }) }
}

describe('limiter', () => {
  it('gives the burst at once and the rest at the rate, in order', async () => {
    const { clock, limiter } = setup()
    const { turns } = ask(limiter, clock, 6)
    await clock.advance(10_000)
    expect(turns).toEqual([0, 0, 0, 500, 1_000, 1_500].map((at, caller) => ({ caller, at })))
  })

  it('saves up no more than the burst while nobody asks', async () => {
    const { clock, limiter } = setup()
    await clock.advance(3_600_000)
    const { at } = ask(limiter, clock, 5)
    await clock.advance(10_000)
    expect(at()).toEqual([0, 0, 0, 500, 1_000])
  })

  it('G12 hands out at most burst + rate × time in any window', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 30 }),
        async (rate, burst, gaps) => {
          const { clock, limiter } = setup(rate, burst)
          const turns: number[] = []
          for (const gap of gaps) {
            void limiter.turn().then(() => turns.push(clock.now()))
            await clock.advance(gap)
          }
          await clock.advance(60_000)
          expect(turns).toHaveLength(gaps.length)
          turns.forEach((from, first) => {
            turns.slice(first).forEach((to, more) => {
              expect(more + 1).toBeLessThanOrEqual(burst + ((to - from) / 1000) * rate + 1e-3)
            })
          })
        },
      ),
      { numRuns: 50 },
    )
  })

  it('P47 a pause holds up those who wait already, and no burst follows it', async () => {
    const { clock, limiter } = setup()
    const { at } = ask(limiter, clock, 6)
    await clock.advance(600)
    expect(at()).toEqual([0, 0, 0, 500])
    limiter.pause(5_000)
    await clock.advance(10_000)
    expect(at()).toEqual([0, 0, 0, 500, 5_600, 6_100])
  })

  it('a shorter pause does not end a longer one', async () => {
    const { clock, limiter } = setup()
    limiter.pause(5_000)
    limiter.pause(10)
    const { at } = ask(limiter, clock, 1)
    await clock.advance(10_000)
    expect(at()).toEqual([5_000])
  })

  it('an abort ends the wait at once with its own reason, and takes no turn from the others', async () => {
    const { clock, limiter } = setup(1, 1)
    const controller = new AbortController()
    const first = ask(limiter, clock, 1)
    const impatient = Array.from({ length: 50 }, () => limiter.turn(AbortSignal.any([controller.signal])))
    const patient = ask(limiter, clock, 1)
    await clock.advance(100)
    const reason = new Error('enough')
    controller.abort(reason)
    expect(await Promise.allSettled(impatient)).toEqual(Array(50).fill({ status: 'rejected', reason }))
    await clock.advance(2_000)
    expect([first.at(), patient.at()]).toEqual([[0], [1_000]])
    expect(clock.sleeping).toBe(0)
    await expect(limiter.turn(AbortSignal.abort(reason))).rejects.toBe(reason)
  })

  it('an abort ends the wait of one who stands behind others', async () => {
    const { clock, limiter } = setup(1, 1)
    const ahead = ask(limiter, clock, 2)
    const controller = new AbortController()
    const behind = ask(limiter, clock, 1, controller.signal)
    await clock.advance(100)
    controller.abort('enough')
    expect(await behind.done).toEqual([{ status: 'rejected', reason: 'enough' }])
    expect(ahead.at()).toEqual([0])
    await clock.advance(1_000)
    expect(ahead.at()).toEqual([0, 1_000])
  })

  it('P45 a wall clock that is put back by an hour makes nobody wait for an hour', async () => {
    const { clock, limiter } = setup(1, 1)
    await limiter.turn()
    clock.set(clock.now() - 3_600_000)
    const { turns } = ask(limiter, clock, 2)
    await clock.advance(5_000)
    expect(turns).toHaveLength(2)
  })
})
