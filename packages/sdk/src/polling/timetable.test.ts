import { describe, expect, it } from 'vitest'
import { FakeClock } from '../testing/fake-clock.ts'
import type { PollTarget } from './poll-target.ts'
import { createTimetable } from './timetable.ts'

const FLOOR = 5_000

/** A number that was looked at just now, and the times of its next look in milliseconds from now. */
function setup({ isCalm = false, timeLeft = 1_200_000 } = {}) {
  const clock = new FakeClock()
  const table = createTimetable({ clock, random: () => 0, floor: FLOOR, isCalm: () => isCalm })
  const lookedAt = clock.elapsed()
  const target = { age: () => 0, timeLeft: () => timeLeft, lookedAt: () => lookedAt } as PollTarget
  const fromNow = (due: number) => due - clock.elapsed()
  return { clock, table, target, fromNow }
}

describe('timetable', () => {
  it('is by the schedule, and calm while news come by themselves', () => {
    const { table, target, fromNow } = setup()
    expect([table.first(target), table.next(target, 0), table.next(target, 3)].map(fromNow)).toEqual([
      5_000, 5_000, 20_000,
    ])
    const calm = setup({ isCalm: true })
    const { first, next, forOneMore } = calm.table
    const dues = [first(calm.target), next(calm.target, 0), forOneMore(calm.target), next(calm.target, 3)]
    expect(dues.map(calm.fromNow)).toEqual([5_000, 60_000, 60_000, 20_000]) // what failed is not looked at calmly
  })

  it('never lies in the past', async () => {
    const { clock, table, target, fromNow } = setup()
    table.noteFollowed(target)
    await clock.advance(60_000)
    expect([table.first(target), table.forOneMore(target), table.soonest(target)].map(fromNow)).toEqual([0, 0, 0])
  })

  it('R05 as soon as the advice allows since it was asked about, in time that this machine slept through as well', async () => {
    const { clock, table, target, fromNow } = setup()
    await clock.advance(60_000)
    table.noteAsked([target])
    expect(fromNow(table.soonest(target))).toBe(FLOOR)
    clock.set(clock.now() + 2_000) // asleep: the even clock stands still
    expect(fromNow(table.soonest(target))).toBe(3_000)
    clock.set(clock.now() + 60_000)
    expect(fromNow(table.soonest(target))).toBe(0)
  })
})
