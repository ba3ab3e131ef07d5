import { getEventListeners } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { systemClock } from './clock.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('systemClock', () => {
  it('sleeps as long as it is told, and lets go of the signal', async () => {
    const { signal } = new AbortController()
    const start = systemClock.now()
    const sleeping = systemClock.sleep(5_000, signal)
    await vi.advanceTimersByTimeAsync(4_999)
    expect(vi.getTimerCount()).toBe(1)
    await vi.advanceTimersByTimeAsync(1)
    await sleeping
    expect(systemClock.now() - start).toBe(5_000)
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })

  it('E15 keeps the process alive, unless it sleeps in the background', async () => {
    vi.useRealTimers()
    const timers = () => process.getActiveResourcesInfo().filter(name => name === 'Timeout').length
    const before = timers()
    const controller = new AbortController()
    const background = systemClock.sleep(60_000, controller.signal, { background: true }).catch(() => {})
    expect(timers()).toBe(before)
    const foreground = systemClock.sleep(60_000, controller.signal).catch(() => {})
    expect(timers()).toBe(before + 1)
    controller.abort()
    await Promise.all([background, foreground])
  })

  it('E15 an abort ends the sleep with its reason and leaves no timer', async () => {
    const controller = new AbortController()
    const sleeping = systemClock.sleep(5_000, controller.signal)
    controller.abort('enough')
    await expect(sleeping).rejects.toBe('enough')
    await expect(systemClock.sleep(5_000, controller.signal)).rejects.toBe('enough')
    expect(vi.getTimerCount()).toBe(0)
  })
})
