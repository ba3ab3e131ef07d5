import { describe, expect, it } from 'vitest'
import { FakeClock } from '../testing/fake-clock.ts'
import { BOUGHT_AT, waiting } from './__fixtures__/snapshots.ts'
import { corrected, originOf, timeLeft, untilCancellable } from './timeline.ts'

const lengths = { lifetime: 900_000, cancelAfter: 120_000 }
const at = (ms: number) => new Date(BOUGHT_AT + ms)

describe('timeline', () => {
  it('counts from the purchase, by what the provider tells', async () => {
    const clock = new FakeClock(BOUGHT_AT)
    const snapshot = waiting({ cancellableAt: at(60_000) })
    const origin = originOf(snapshot, lengths, clock, 0)
    await clock.advance(50_000)
    expect(timeLeft(snapshot, lengths, origin, clock)).toBe(1_150_000)
    expect(untilCancellable(snapshot, lengths, origin, clock)).toBe(10_000)
    await clock.advance(20_000)
    expect(untilCancellable(snapshot, lengths, origin, clock)).toBe(0)
  })

  it('takes the traits where nothing is told', () => {
    const clock = new FakeClock(BOUGHT_AT)
    const snapshot = waiting({ expiresAt: null })
    const origin = originOf(snapshot, lengths, clock, 0)
    expect(timeLeft(snapshot, lengths, origin, clock)).toBe(900_000)
    expect(untilCancellable(snapshot, lengths, origin, clock)).toBe(120_000)
  })

  it.each([-3 * 3_600_000, 3 * 3_600_000])(
    'E12: a provider whose clock is %i ms off: its lengths count, not its hours',
    off => {
      const clock = new FakeClock(BOUGHT_AT)
      const snapshot = waiting({ createdAt: at(off), expiresAt: at(off + 1_200_000), cancellableAt: at(off + 60_000) })
      const origin = originOf(snapshot, lengths, clock, 0)
      expect(timeLeft(snapshot, lengths, origin, clock)).toBe(1_200_000)
      expect(untilCancellable(snapshot, lengths, origin, clock)).toBe(60_000)
    },
  )

  it('E12: times of two clocks that contradict each other fall back to the traits', () => {
    const clock = new FakeClock(BOUGHT_AT)
    const snapshot = waiting({ expiresAt: at(-3_600_000), cancellableAt: at(-3_600_000) })
    const origin = originOf(snapshot, lengths, clock, 0)
    expect(timeLeft(snapshot, lengths, origin, clock)).toBe(900_000)
    expect(untilCancellable(snapshot, lengths, origin, clock)).toBe(120_000)
  })

  it.each([-3 * 3_600_000, 3 * 3_600_000])(
    'R14: where our own clock is %i ms off the time that the provider tells counts, also before an age of ours',
    off => {
      const clock = new FakeClock(BOUGHT_AT + 600_000 + off)
      const snapshot = waiting({ observedAt: at(590_000 + off), providerTime: at(590_000) })
      for (const age of [undefined, 0]) {
        expect(timeLeft(snapshot, lengths, originOf(snapshot, lengths, clock, age), clock)).toBe(600_000)
      }
    },
  )

  it('R14: the next answer corrects it, but for the time that it travelled', () => {
    const clock = new FakeClock(BOUGHT_AT)
    const ago = (ms: number) => ({ elapsed: clock.elapsed() - ms, now: clock.now() - ms })
    const known = ago(600_000)
    expect(corrected(known, ago(598_000), clock)).toBe(known)
    for (const age of [601_000, 590_000]) expect(corrected(known, ago(age), clock)).toEqual(ago(age))
  })

  it('P45: a wall clock put back by an hour lengthens nothing', async () => {
    const clock = new FakeClock(BOUGHT_AT)
    const origin = originOf(waiting(), lengths, clock, 0)
    await clock.advance(60_000)
    clock.set(BOUGHT_AT - 3_600_000)
    expect(timeLeft(waiting(), lengths, origin, clock)).toBe(1_140_000)
  })

  it('E11: a machine that slept, whose even clock stood still meanwhile, knows that time is over', () => {
    const clock = new FakeClock(BOUGHT_AT)
    const origin = originOf(waiting(), lengths, clock, 0)
    clock.set(BOUGHT_AT + 1_800_000)
    expect(timeLeft(waiting(), lengths, origin, clock)).toBe(-600_000)
  })

  it.each([
    ['half of it is over', 600_000, 600_000],
    ['it cannot be older than its whole life', 1e9, 0],
    ['it cannot come from the future', -1e9, 1_200_000],
  ])('after a restart: %s', (_, since, left) => {
    const clock = new FakeClock(BOUGHT_AT + since)
    expect(timeLeft(waiting(), lengths, originOf(waiting(), lengths, clock), clock)).toBe(left)
  })
})
