import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AuthenticationError } from '../errors/access.ts'
import { ProviderUnavailableError, RateLimitError, UnexpectedResponseError } from '../errors/transport.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { parseRetryAfter, retryDelay, retryRead } from './retry.ts'

const passing = new ProviderUnavailableError('down')

describe('retryDelay', () => {
  it('doubles from 250 ms with 50 to 100 % jitter', () => {
    expect([1, 2, 3].map(attempt => retryDelay(passing, attempt, 0))).toEqual([125, 250, 500])
    expect([1, 2, 3].map(attempt => retryDelay(passing, attempt, 1))).toEqual([250, 500, 1_000])
  })

  it('stays between half and all of the step, and below 20 s', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, random) => {
        const step = Math.min(20_000, 250 * 2 ** (attempt - 1))
        const delay = retryDelay(passing, attempt, random)
        expect(delay).toBeGreaterThanOrEqual(step / 2)
        expect(delay).toBeLessThanOrEqual(step)
      }),
    )
  })

  it('knows what does not pass', () => {
    expect(retryDelay(new AuthenticationError('no'), 1, 0)).toBeNull()
    expect(retryDelay(new UnexpectedResponseError('no', { reason: 'shape' }), 1, 0)).toBeNull()
    expect(retryDelay(new Error('foreign'), 1, 0)).toBeNull()
    expect(retryDelay('text', 1, 0)).toBeNull()
  })

  it('P47 honours the time the provider asks for, between its own step and 20 s', () => {
    const asked = (retryAfter: number | null) => retryDelay(new RateLimitError('slow', { retryAfter }), 1, 1)
    expect([null, 0, 100, 3_000, 20_000].map(asked)).toEqual([250, 250, 250, 3_000, 20_000])
    expect([20_001, 10 * 365 * 86_400_000].map(asked)).toEqual([null, null])
  })
})

describe('P47 parseRetryAfter', () => {
  const now = Date.UTC(2026, 10, 22, 12, 0, 0)

  it.each([
    ['0', 0],
    ['10', 10_000],
    [' 10 ', 10_000],
    ['315360000', 315_360_000_000],
    ['Sun, 22 Nov 2026 12:00:30 GMT', 30_000],
    ['Sunday, 22-Nov-26 12:00:30 GMT', 30_000],
    ['Tue, 22 Nov 2036 12:00:00 GMT', Date.UTC(2036, 10, 22, 12) - now],
  ])('reads %j', (header, ms) => {
    expect(parseRetryAfter(header, now)).toBe(ms)
  })

  it.each([
    null,
    '',
    ' ',
    '-5',
    '-1',
    '1.5',
    '1e3',
    '10s',
    'soon',
    'in 2030',
    '2030-01-01',
    'Sun, 22 Nov 2026 11:59:59 GMT',
    'Mon, 99 Xyz 2026 99:99:99 GMT',
    '9'.repeat(400),
  ])('makes nothing of %j', header => {
    expect(parseRetryAfter(header, now)).toBeNull()
  })

  it('answers null or a time of 0 or more for any text', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        const ms = parseRetryAfter(text, now)
        if (ms !== null) expect(ms).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})

describe('retryRead', () => {
  /** Fails with these errors in turn, and then answers. */
  function failing(errors: readonly unknown[]) {
    let attempts = 0
    const read = async () => {
      attempts += 1
      if (attempts <= errors.length) throw errors[attempts - 1]
      return 'answer'
    }
    return { read, attempts: () => attempts }
  }

  async function run(errors: readonly unknown[], signal?: AbortSignal) {
    const clock = new FakeClock()
    const start = clock.now()
    const { read, attempts } = failing(errors)
    let took = Number.NaN
    const outcome = retryRead(read, { clock, signal, random: () => 1 }).then(
      value => ({ value }),
      (error: unknown) => ({ error }),
    )
    void outcome.then(() => {
      took = clock.now() - start
    })
    await clock.advance(100_000)
    return { ...(await outcome), attempts: attempts(), took }
  }

  it('tries three times and gives the last error', async () => {
    expect(await run([])).toEqual({ value: 'answer', attempts: 1, took: 0 })
    expect(await run([passing, passing])).toEqual({ value: 'answer', attempts: 3, took: 750 })
    const last = new ProviderUnavailableError('still down')
    expect(await run([passing, passing, last])).toEqual({ error: last, attempts: 3, took: 750 })
  })

  it('does not repeat what cannot pass, nor what is not ours', async () => {
    for (const error of [new AuthenticationError('no'), new TypeError('bug'), new Error('foreign')]) {
      expect(await run([error])).toMatchObject({ error, attempts: 1, took: 0 })
    }
  })

  it('P47 gives up at once when the provider asks for longer than 20 s', async () => {
    const tooLong = new RateLimitError('slow', { retryAfter: 86_400_000 })
    expect(await run([tooLong])).toEqual({ error: tooLong, attempts: 1, took: 0 })
    expect(await run([new RateLimitError('slow', { retryAfter: 4_000 })])).toMatchObject({
      value: 'answer',
      took: 4_000,
    })
  })

  it.each([
    ['an error', new Error('enough')],
    ['a text', 'enough'],
    ['nothing', undefined],
  ])('an abort during the wait ends it with %s, unchanged', async (_, reason) => {
    const clock = new FakeClock()
    const controller = new AbortController()
    const waiting = retryRead(failing([passing]).read, { clock, signal: controller.signal })
    await clock.advance(10)
    expect(clock.sleeping).toBe(1)
    controller.abort(reason)
    await expect(waiting).rejects.toBe(controller.signal.reason)
    expect(clock.sleeping).toBe(0)
  })
})
