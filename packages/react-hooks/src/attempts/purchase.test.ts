import { type ActivationSnapshot, ProviderUnavailableError } from '@onesms/sdk'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { hold, leave, MINUTE, NUMBER, openPage, REQUEST } from './__fixtures__/attempt-page.ts'
import { createAttemptStorage } from './storage.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
  sessionStorage.clear()
})

describe('an attempt of this page', () => {
  it('R15 that is slow is asked about, and is being checked where nobody can tell; its answer counts all the same', async () => {
    const { answerWith, getSnapshot, status, asked, sent } = openPage('missing', 'unknown')
    const { promise, resolve } = hold<{ readonly snapshot: ActivationSnapshot }>()
    answerWith(() => promise)
    getSnapshot().mutate(REQUEST)
    await vi.advanceTimersByTimeAsync(4_900)
    expect([status(), asked.length]).toEqual(['buying', 0])
    await vi.advanceTimersByTimeAsync(15_000)
    expect([status(), asked.length]).toEqual(['checking', 2])
    getSnapshot().mutate(REQUEST)
    resolve({ snapshot: NUMBER })
    await vi.advanceTimersByTimeAsync(10 * MINUTE)
    expect([status(), asked.length, sent.length]).toEqual(['bought', 2, 1])
  })

  it('R15 that another one has taken the place of leaves that one alone, however late it ends', async () => {
    const { answerWith, getSnapshot, status, sent } = openPage('nothing', 'unknown', 'unknown', 'bought')
    const first = hold<{ readonly snapshot: ActivationSnapshot }>()
    answerWith(() => first.promise.then(() => Promise.reject(new TypeError('late'))))
    getSnapshot().mutate(REQUEST)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(status()).toBe('failed')
    answerWith(() => Promise.reject(new TypeError('lost')))
    getSnapshot().mutate(REQUEST)
    await vi.advanceTimersByTimeAsync(100)
    first.resolve({ snapshot: NUMBER })
    await vi.advanceTimersByTimeAsync(10_000)
    expect([status(), sent.length]).toEqual(['bought', 2])
  })

  it('R15 whose end is an error that proves nothing is asked about', async () => {
    const { answerWith, getSnapshot, status, sent } = openPage('unknown', 'bought')
    answerWith(() => Promise.reject(new TypeError('a fault of ours')))
    const bought = getSnapshot().mutateAsync(REQUEST)
    await vi.advanceTimersByTimeAsync(0)
    expect(status()).toBe('checking')
    await vi.advanceTimersByTimeAsync(1_000)
    expect([await bought, status(), sent.length]).toEqual([NUMBER, 'bought', 1])
  })

  it('R02 is the same for the second click of two also when it was bought between them; then another one is another', async () => {
    const { answerWith, getSnapshot, sent } = openPage('unknown')
    const { mutateAsync } = getSnapshot()
    answerWith(async () => ({ snapshot: NUMBER }))
    const first = await mutateAsync(REQUEST)
    expect([await mutateAsync(REQUEST), first, sent.length]).toEqual([NUMBER, NUMBER, 1])
    const other = { ...NUMBER, id: 'hero-sms:2' }
    answerWith(async () => ({ snapshot: other }))
    await vi.advanceTimersByTimeAsync(500)
    expect([await mutateAsync(REQUEST), sent.length]).toEqual([other, 2])
  })

  it('is written down before it is sent, and forgotten when it bought nothing', async () => {
    const { answerWith, getSnapshot, status } = openPage('missing')
    let written: string | undefined
    answerWith(async () => {
      written = createAttemptStorage({ id: 'hero-sms' }, 'activation').read()?.key
      throw new ProviderUnavailableError('no', { rejected: true })
    })
    getSnapshot().mutate(REQUEST)
    await vi.advanceTimersByTimeAsync(0)
    expect([typeof written, status(), sessionStorage.length]).toEqual(['string', 'failed', 0])
  })

  it('R03 that ends late neither comes back where it was forgotten, nor takes the place of another that was begun since', async () => {
    const { answerWith, getSnapshot, status } = openPage('unknown')
    const storage = createAttemptStorage({ id: 'hero-sms' }, 'activation')
    for (const other of [null, { key: 'of another', request: REQUEST, startedAt: Date.now() }]) {
      const { promise, resolve } = hold<{ readonly snapshot: ActivationSnapshot }>()
      answerWith(() => promise)
      getSnapshot().mutate(REQUEST)
      sessionStorage.clear()
      if (other) storage.write(other)
      resolve({ snapshot: NUMBER })
      await vi.advanceTimersByTimeAsync(1_000)
      expect([status(), storage.read()]).toEqual(['bought', other])
    }
  })

  it('is not looked for by a page whose provider could not be asked about it', () => {
    leave()
    const { inMemory } = openPage('missing')
    expect(inMemory().getSnapshot().status).toBe('idle')
  })
})
