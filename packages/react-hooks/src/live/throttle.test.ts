import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createThrottle } from './throttle.ts'

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => vi.useRealTimers())

const PAUSE = 1_000

describe('createThrottle', () => {
  it('tells the first change at once, the others once in a pause, and the last of all in the end', async () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 1, maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(gaps, async waits => {
        const told: { readonly at: number; readonly changes: number }[] = []
        let changes = 0
        const throttle = createThrottle(() => told.push({ at: performance.now(), changes }), PAUSE)
        const begin = performance.now()
        for (const wait of waits) {
          changes += 1
          throttle.note()
          await vi.advanceTimersByTimeAsync(wait)
        }
        await vi.advanceTimersByTimeAsync(PAUSE)
        expect(told[0]?.at).toBe(begin)
        expect(told.at(-1)?.changes).toBe(changes)
        for (const [index, { at }] of told.slice(1).entries()) {
          expect(at - (told[index]?.at ?? 0)).toBeGreaterThanOrEqual(PAUSE)
        }
        expect(told.length).toBeLessThanOrEqual(changes)
        await vi.advanceTimersByTimeAsync(PAUSE)
        expect(vi.getTimerCount()).toBe(0)
      }),
    )
  })

  it('changes of the same instant are one', async () => {
    const tell = vi.fn()
    const throttle = createThrottle(tell, PAUSE)
    for (let count = 0; count < 100; count += 1) throttle.note()
    expect(tell).not.toHaveBeenCalled()
    await Promise.resolve()
    expect(tell).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(10 * PAUSE)
    expect(tell).toHaveBeenCalledTimes(1)
  })

  it('flush tells now, and the pace begins anew', async () => {
    const tell = vi.fn()
    const throttle = createThrottle(tell, PAUSE)
    throttle.note()
    throttle.flush()
    expect(tell).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(PAUSE - 1)
    throttle.note()
    expect(tell).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(tell).toHaveBeenCalledTimes(2)
  })
})
