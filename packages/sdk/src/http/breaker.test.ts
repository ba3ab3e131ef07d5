import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AccountBlockedError } from '../errors/access.ts'
import { OutOfStockError } from '../errors/catalog.ts'
import { PurchaseNotSentError } from '../errors/purchase.ts'
import { ProviderUnavailableError } from '../errors/transport.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { afterFailure, type BreakerState, createBreaker, HEALTHY, refusalOf } from './breaker.ts'

const down = new ProviderUnavailableError('down')

function setup() {
  const clock = new FakeClock()
  const breaker = createBreaker(clock)
  const sent: number[] = []
  const run = (error?: unknown) =>
    breaker
      .run(async () => {
        sent.push(clock.elapsed())
        if (error) throw error
        return 'answer'
      })
      .catch((reason: unknown) => reason)
  const fail = async (times: number, error: unknown = down) => {
    for (let time = 0; time < times; time += 1) await run(error)
  }
  return { clock, breaker, run, fail, sent }
}

describe('breaker', () => {
  it('P46 opens after ten failures in a row, and fails at once with what happened', async () => {
    const { breaker, run, fail, sent } = setup()
    await fail(9)
    expect(await run()).toBe('answer')
    await fail(10)
    expect(breaker.isOpen).toBe(true)
    expect(() => breaker.check()).toThrow(down)
    expect(await run()).toBe(down)
    expect(sent).toHaveLength(20)
  })

  it.each([
    ['a refused connection of a purchase', new PurchaseNotSentError('not sent', { cause: down }), true],
    ['HTTP 502', new ProviderUnavailableError('bad gateway', { status: 502 }), true],
    ['ERROR_SQL with HTTP 200', new ProviderUnavailableError('ERROR_SQL', { status: 200 }), false],
    ['a word', new OutOfStockError('NO_NUMBERS'), false],
    ['an abort', 'enough', false],
    ['an abort of a purchase', new PurchaseNotSentError('it was aborted'), false],
  ])('%s: opens it %s', async (_, error, opens) => {
    const { breaker, fail } = setup()
    await fail(10, error)
    expect(breaker.isOpen).toBe(opens)
  })

  it('D48 lets one request through after 5 s, then after twice as long, up to a minute', async () => {
    const { clock, run, fail, sent } = setup()
    await fail(10)
    for (let second = 0; second < 300; second += 1) {
      await clock.advance(1_000)
      await Promise.all([run(down), run(down), run(down)])
    }
    expect(sent.slice(10).map(ms => ms / 1_000)).toEqual([5, 15, 35, 75, 135, 195, 255])
  })

  it('E10 one answer closes it', async () => {
    const { clock, breaker, run, fail, sent } = setup()
    await fail(10)
    await clock.advance(5_000)
    expect(await Promise.all([run(), run()])).toEqual(['answer', down])
    expect(breaker.isOpen).toBe(false)
    expect(await Promise.all([run(), run()])).toEqual(['answer', 'answer'])
    expect(sent).toHaveLength(13)
  })

  it('an aborted probe leaves the next request to find out', async () => {
    const { clock, breaker, run, fail } = setup()
    await fail(10)
    await clock.advance(5_000)
    expect(await run('enough')).toBe('enough')
    expect(breaker.isOpen).toBe(true)
    expect(await run()).toBe('answer')
  })

  it('P19 E10 a ban opens it until its end, by a clock that goes on evenly', async () => {
    const { clock, run, sent } = setup()
    const ban = new AccountBlockedError('banned', { until: new Date(clock.now() + 600_000) })
    expect(await run(ban)).toBe(ban)
    clock.set(clock.now() + 3_600_000)
    await clock.advance(599_999)
    expect(await run()).toBe(ban)
    await clock.advance(1)
    expect(await run()).toBe('answer')
    expect(sent).toEqual([0, 600_000])
  })

  it('P19 a ban without an end, or one that is over, opens nothing; one of ten years is looked at after a day', async () => {
    const { clock, breaker, run } = setup()
    await run(new AccountBlockedError('inactive'))
    await run(new AccountBlockedError('banned', { until: new Date(clock.now() - 1) }))
    expect(breaker.isOpen).toBe(false)
    await run(new AccountBlockedError('banned', { until: new Date(clock.now() + 10 * 365 * 86_400_000) }))
    await clock.advance(86_400_000 - 1)
    expect(() => breaker.check()).toThrow('banned')
    await clock.advance(1)
    expect(await run()).toBe('answer')
  })

  it('R04 finds out at once when this process was away; a ban counts on', async () => {
    const { clock, breaker, run, fail, sent } = setup()
    await fail(10)
    breaker.wake()
    expect(await run(down)).toBe(down)
    expect([sent.length, breaker.isOpen]).toEqual([11, true])
    breaker.wake()
    expect([await run(), breaker.isOpen]).toEqual(['answer', false])
    const banned = new AccountBlockedError('BANNED', { until: new Date(clock.now() + 60_000) })
    await fail(1, banned)
    breaker.wake()
    expect(await run()).toBe(banned)
  })

  it('never stays open for longer than a minute after the last failure of the connection', () => {
    const errors = fc.constantFrom<unknown>(down, new OutOfStockError('none'), 'abort')
    fc.assert(
      fc.property(fc.array(fc.tuple(errors, fc.integer({ min: 0, max: 90_000 })), { maxLength: 60 }), steps => {
        let state: BreakerState = HEALTHY
        let elapsed = 0
        for (const [error, pause] of steps) {
          if (refusalOf(state, elapsed) === null) {
            state = afterFailure({ ...state, isProbing: state.open !== null }, error, { now: 0, elapsed })
            expect(state.isProbing).toBe(false)
            expect((state.open?.until ?? 0) - elapsed).toBeLessThanOrEqual(60_000)
          }
          elapsed += pause
        }
      }),
    )
  })
})
