import {
  AuthenticationError,
  LimitReachedError,
  PurchaseHeldError,
  PurchaseNotSentError,
  type PurchaseReport,
} from '@onesms/sdk'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { hold, leave, MINUTE, NUMBER, nothing, openPage, REQUEST } from './__fixtures__/attempt-page.ts'
import { createAttemptStorage } from './storage.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
  sessionStorage.clear()
})

describe('an attempt that an earlier page left', () => {
  it('R15 is asked about with growing pauses of at most half a minute, as long as nobody can tell', async () => {
    leave()
    const { subscribe, asked, status, sent } = openPage(new Error('down'), 'unknown')
    subscribe(nothing)
    await vi.advanceTimersByTimeAsync(60 * MINUTE)
    const pauses = asked.map((at, index) => at - (asked[index - 1] ?? at))
    expect(pauses.slice(0, 8)).toEqual([0, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000])
    expect([status(), sent, Math.max(...pauses)]).toEqual(['checking', [], 30_000])
  })

  it('is asked about by one, however many look, also when they leave and come back', async () => {
    leave()
    const { subscribe, asked } = openPage('unknown')
    const stop = subscribe(nothing)
    stop()
    subscribe(nothing)
    subscribe(() => {})
    await vi.advanceTimersByTimeAsync(7_000)
    expect(asked).toHaveLength(4)
  })

  it('that never arrived is over when nothing of it can arrive any more', async () => {
    leave({ ago: MINUTE })
    const { subscribe, status, sent, getSnapshot } = openPage('missing')
    subscribe(nothing)
    await vi.advanceTimersByTimeAsync(1.5 * MINUTE)
    expect(status()).toBe('checking')
    await vi.advanceTimersByTimeAsync(MINUTE)
    expect([status(), sent, getSnapshot().request, sessionStorage.length]).toEqual(['idle', [], REQUEST, 0])
  })

  it('also by the age of the page, where its clock was turned back', async () => {
    leave({ ago: -300 * MINUTE })
    const { subscribe, status } = openPage('missing')
    subscribe(nothing)
    await vi.advanceTimersByTimeAsync(2.9 * MINUTE)
    expect(status()).toBe('checking')
    await vi.advanceTimersByTimeAsync(MINUTE)
    expect(status()).toBe('idle')
  })

  it('R17 is over by how old it was when that was asked, however late the answer comes', async () => {
    leave()
    const { subscribe, status, provider } = openPage('bought')
    const { promise, resolve } = hold<PurchaseReport>()
    vi.spyOn(provider, 'outcomeOf').mockReturnValueOnce(promise)
    subscribe(nothing)
    await vi.advanceTimersByTimeAsync(10 * MINUTE)
    resolve({ kind: 'missing' })
    await vi.advanceTimersByTimeAsync(0)
    expect(status()).toBe('checking')
    await vi.advanceTimersByTimeAsync(1_000)
    expect(status()).toBe('bought')
  })

  it('R14 that was sent a moment ago is not over because the clock of the page was put right meanwhile', async () => {
    leave({ ago: 24 * 60 * MINUTE })
    const { subscribe, status, sent } = openPage('missing', 'unknown', 'bought')
    subscribe(nothing)
    await vi.advanceTimersByTimeAsync(100)
    expect(status()).toBe('checking')
    await vi.advanceTimersByTimeAsync(5_000)
    expect([status(), sent]).toEqual(['bought', []])
  })

  it('that was bought long ago, and that nobody knows any more, is over at once', async () => {
    leave({ ago: 60 * MINUTE, isBought: true })
    const { subscribe, status } = openPage('missing')
    subscribe(nothing)
    await vi.advanceTimersByTimeAsync(0)
    expect(status()).toBe('idle')
  })

  it('R15 that never arrived is sent by a click on the same, under its key, and its time begins anew', async () => {
    leave({ ago: 2.9 * MINUTE })
    const { subscribe, status, sent, getSnapshot } = openPage('missing')
    subscribe(nothing)
    await vi.advanceTimersByTimeAsync(100)
    getSnapshot().mutate({ ...REQUEST, maxPrice: '0.60' })
    expect(sent).toEqual([])
    getSnapshot().mutate(REQUEST)
    getSnapshot().mutate(REQUEST)
    expect([status(), sent]).toEqual(['buying', ['left']])
    expect(createAttemptStorage({ id: 'hero-sms' }, 'activation').read()).toMatchObject({
      key: 'left',
      startedAt: Date.now(),
    })
    await vi.advanceTimersByTimeAsync(10 * MINUTE)
    expect([status(), sent]).toEqual(['buying', ['left']]) // its answer will say
  })

  it('R15 that was sent again is not over by an answer to an earlier question', async () => {
    leave({ ago: 2.9 * MINUTE })
    const { subscribe, status, answerWith, getSnapshot, provider } = openPage('missing', 'unknown')
    subscribe(nothing)
    await vi.advanceTimersByTimeAsync(500)
    const { promise, resolve } = hold<PurchaseReport>()
    const asking = vi.spyOn(provider, 'outcomeOf').mockReturnValueOnce(promise)
    await vi.advanceTimersByTimeAsync(500)
    expect(asking).toHaveBeenCalledTimes(1)
    answerWith(() => Promise.reject(new TypeError('a fault of ours')))
    getSnapshot().mutate(REQUEST)
    await vi.advanceTimersByTimeAsync(MINUTE)
    resolve({ kind: 'missing' })
    await vi.advanceTimersByTimeAsync(0)
    expect(status()).toBe('checking')
  })

  it.each([
    ['authentication', () => new AuthenticationError('logged out', { rejected: true })],
    ['purchase_not_sent', () => new PurchaseNotSentError('no token')],
    ['purchase_held', () => new PurchaseHeldError('another one is in doubt', { retryAfter: 0, intentId: 'other' })],
    ['limit_reached', () => new LimitReachedError('enough', { rejected: true })],
  ])(
    'R15 keeps its key where %s refuses what is sent again: that is no word on what was sent before',
    async (_, refusal) => {
      leave({ ago: MINUTE })
      const { subscribe, status, sent, answerWith, getSnapshot } = openPage('missing', 'missing', 'unknown', 'bought')
      subscribe(nothing)
      await vi.advanceTimersByTimeAsync(100)
      answerWith(() => Promise.reject(refusal()))
      getSnapshot().mutate(REQUEST)
      await vi.advanceTimersByTimeAsync(0)
      expect([status(), createAttemptStorage({ id: 'hero-sms' }, 'activation').read()?.key]).toEqual([
        'checking',
        'left',
      ])
      getSnapshot().mutate({ ...REQUEST, maxPrice: '0.60' })
      await vi.advanceTimersByTimeAsync(5_000)
      expect([status(), sent]).toEqual(['bought', ['left']])
    },
  )

  it('R15 that is sent again, refused, and never arrived before has failed with that refusal in the end', async () => {
    leave({ ago: MINUTE })
    const { subscribe, status, sent, answerWith, getSnapshot } = openPage('missing')
    subscribe(nothing)
    await vi.advanceTimersByTimeAsync(100)
    const { promise, resolve } = hold<null>()
    answerWith(() => promise.then(() => Promise.reject(new AuthenticationError('logged out', { rejected: true }))))
    getSnapshot().mutate(REQUEST)
    await vi.advanceTimersByTimeAsync(4 * MINUTE)
    expect(status()).toBe('buying')
    resolve(null)
    await vi.advanceTimersByTimeAsync(2.5 * MINUTE) // what was sent last may have left just before the refusal
    expect(status()).toBe('checking')
    await vi.advanceTimersByTimeAsync(MINUTE)
    expect([status(), sent, sessionStorage.length]).toEqual(['failed', ['left'], 0])
    expect(getSnapshot().error).toMatchObject({ code: 'authentication' })
  })

  it('is shown, and a number that was given back since is no failure', async () => {
    leave({ isBought: true })
    const shown = openPage('unknown', 'bought')
    shown.subscribe(nothing)
    await vi.advanceTimersByTimeAsync(1_000)
    expect([shown.status(), shown.getSnapshot().data]).toEqual(['bought', NUMBER])
    const later = openPage('nothing')
    const waiting = later.getSnapshot().mutateAsync(REQUEST)
    await expect(waiting).rejects.toMatchObject({ code: 'purchase_not_sent' })
    expect([later.status(), later.sent]).toEqual(['idle', []])
  })

  it('that bought nothing failed, which proves that buying again is safe', async () => {
    leave()
    const { subscribe, getSnapshot } = openPage('nothing')
    subscribe(nothing)
    await vi.advanceTimersByTimeAsync(0)
    expect(getSnapshot()).toMatchObject({ status: 'failed', error: { code: 'provider_unavailable', rejected: true } })
  })
})
