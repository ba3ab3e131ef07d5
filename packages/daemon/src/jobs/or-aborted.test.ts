import { describe, expect, it } from 'vitest'
import { orAborted } from './or-aborted.ts'

const never = new Promise<never>(() => {})

describe('orAborted', () => {
  it('settles as the work does', async () => {
    const { signal } = new AbortController()
    expect(await orAborted(signal, Promise.resolve(1))).toBe(1)
    await expect(orAborted(signal, Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  })

  it('does not wait for work that goes on after the abort, nor for work that begins after it', async () => {
    const stopping = new AbortController()
    const waiting = orAborted(stopping.signal, never)
    stopping.abort(new Error('stopping'))
    await expect(waiting).rejects.toThrow('stopping')
    await expect(orAborted(stopping.signal, never)).rejects.toThrow('stopping')
  })

  it('leaves no rejection unhandled when the work fails later', async () => {
    const stopping = new AbortController()
    let fail = (_: Error) => {}
    const work = new Promise<never>((_, reject) => {
      fail = reject
    })
    const waiting = orAborted(stopping.signal, work)
    stopping.abort(new Error('stopping'))
    await expect(waiting).rejects.toThrow('stopping')
    fail(new Error('too late'))
    await new Promise(setImmediate)
  })
})
