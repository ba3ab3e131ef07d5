import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isDue, planNext } from './schedule.ts'

const NOON = Date.UTC(2026, 0, 1, 12)
const SECONDS = 1000
const MINUTES = 60 * SECONDS
const HOURS = 60 * MINUTES
const EVERY_FIVE = '*/5 * * * *'

describe('isDue', () => {
  const now = NOON + 2 * MINUTES

  it('finds due what nobody has planned, and what was planned for now or before', () => {
    expect(isDue(EVERY_FIVE, { now, dueAt: null })).toBe(true)
    expect(isDue(EVERY_FIVE, { now, dueAt: now })).toBe(true)
    expect(isDue(EVERY_FIVE, { now, dueAt: now - 8 * HOURS })).toBe(true)
  })

  it('waits for a time up to the next tick', () => {
    expect(isDue(EVERY_FIVE, { now, dueAt: now + 1 })).toBe(false)
    expect(isDue(EVERY_FIVE, { now, dueAt: NOON + 5 * MINUTES })).toBe(false)
  })

  it('D34 does not believe a time beyond the next tick', () => {
    expect(isDue(EVERY_FIVE, { now, dueAt: NOON + 5 * MINUTES + 1 })).toBe(true)
    expect(isDue(EVERY_FIVE, { now, dueAt: Date.UTC(2099, 0, 1) })).toBe(true)
    expect(isDue(EVERY_FIVE, { now, dueAt: Number.POSITIVE_INFINITY })).toBe(true)
  })

  it('waits over night where the expression does', () => {
    const evening = NOON + 8 * HOURS
    const office = '*/5 9-17 * * 1-5' // 1 January 2026 is a Thursday
    const { dueAt } = planNext(office, 'succeeded', { now: evening, failures: 0 }) ?? {}
    expect(dueAt).toBe(NOON + 21 * HOURS)
    expect(isDue(office, { now: evening + 1, dueAt: dueAt ?? null })).toBe(false)
  })

  it('never finds due what was planned a moment ago, and finds it due when its time comes', () => {
    const cron = fc.constantFrom(EVERY_FIVE, '0 * * * *', '0 9,10 * * *', '30 */10 * * * *', '0 3 * * 1', '0 0 29 2 *')
    const instant = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2034, 0, 1) })
    const status = fc.constantFrom('succeeded' as const, 'partial' as const, 'failed' as const, 'rejected' as const)
    fc.assert(
      fc.property(cron, instant, status, fc.nat(20), (expression, at, end, failures) => {
        const planned = planNext(expression, end, { now: at, failures })
        if (!planned) throw new Error('nothing was planned')
        expect(planned.dueAt).toBeGreaterThan(at)
        expect(isDue(expression, { now: at, dueAt: planned.dueAt })).toBe(false)
        expect(isDue(expression, { now: planned.dueAt, dueAt: planned.dueAt })).toBe(true)
      }),
    )
  })
})

describe('planNext', () => {
  const hourly = '0 * * * *'
  const plan = (status: Parameters<typeof planNext>[1], failures = 0, now = NOON) =>
    planNext(hourly, status, { now, failures })

  it('D24 moves on to the next tick only after a run that brought something', () => {
    expect(plan('succeeded', 7)).toEqual({ dueAt: NOON + HOURS, failures: 0 })
    expect(plan('partial', 7)).toEqual({ dueAt: NOON + HOURS, failures: 0 })
    expect(plan('failed')).toEqual({ dueAt: NOON + 30 * SECONDS, failures: 1 })
    expect(plan('rejected')).toEqual({ dueAt: NOON + 30 * SECONDS, failures: 1 })
  })

  it('waits longer after each failure, from 30 s to 5 min', () => {
    const waits = [0, 1, 2, 3, 4, 5, 1000].map(failures => ((plan('failed', failures)?.dueAt ?? 0) - NOON) / SECONDS)
    expect(waits).toEqual([30, 60, 120, 240, 300, 300, 300])
  })

  it('does not wait beyond the next tick', () => {
    const now = NOON + HOURS - 10 * SECONDS
    expect(plan('failed', 3, now)).toEqual({ dueAt: NOON + HOURS, failures: 4 })
  })

  it('D39 leaves the schedule alone after an abort and after the loss of the lease', () => {
    expect(plan('aborted')).toBeNull()
    expect(plan('fenced')).toBeNull()
  })
})
