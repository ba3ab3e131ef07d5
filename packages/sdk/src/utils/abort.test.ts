import { getEventListeners } from 'node:events'
import { describe, expect, it } from 'vitest'
import { untilAborted } from './abort.ts'

const never = new Promise<never>(() => {})
const reason = { mine: true }

describe('untilAborted', () => {
  it('settles as the promise does, and lets go of the signal', async () => {
    const { signal } = new AbortController()
    await expect(untilAborted(Promise.resolve(1), signal)).resolves.toBe(1)
    await expect(untilAborted(Promise.reject(reason), signal)).rejects.toBe(reason)
    await expect(untilAborted(Promise.resolve(1), undefined)).resolves.toBe(1)
    await Promise.resolve()
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })

  it('rejects with the reason of an abort, before or after it began', async () => {
    await expect(untilAborted(never, AbortSignal.abort(reason))).rejects.toBe(reason)
    const controller = new AbortController()
    const waiting = untilAborted(never, controller.signal)
    controller.abort(reason)
    await expect(waiting).rejects.toBe(reason)
  })

  it('keeps the late failure of an abandoned promise from becoming an unhandled rejection', async () => {
    const late = Promise.reject(new Error('late'))
    await expect(untilAborted(late, AbortSignal.abort(reason))).rejects.toBe(reason)
  })
})
