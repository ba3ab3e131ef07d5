import { getEventListeners } from 'node:events'
import { describe, expect, it } from 'vitest'
import { AccountBlockedError } from '../errors/access.ts'
import { ProviderUnavailableError, RateLimitError } from '../errors/transport.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { dependantsOf } from '../utils/__fixtures__/dependants.ts'
import { createHttp } from './create-http.ts'
import { createLimiter } from './limiter.ts'

const KEY = '0123456789abcdef'

function setup({ fails = 0, rate = 100 } = {}) {
  const clock = new FakeClock()
  const start = clock.now()
  const sent: { at: number; url: URL }[] = []
  const http = createHttp({
    provider: 'hero-sms',
    baseUrl: new URL('https://hero-sms.com/stubs/handler_api.php'),
    credentials: { api_key: KEY },
    limiter: createLimiter({ rate, burst: 1, clock }),
    clock,
    fetch: async url => {
      sent.push({ at: clock.now() - start, url: new URL(url) })
      return new Response(sent.length <= fails ? 'no' : 'yes')
    },
  })
  const send = (
    road: 'read' | 'change' | 'buy',
    error?: Error,
    query: Record<string, string | undefined> = {},
    signal?: AbortSignal,
  ) =>
    http[road]({
      operation: 'getBalance',
      query,
      timeout: 1_000,
      maxBytes: 100,
      signal,
      parse: ({ body }) => {
        if (error && new TextDecoder().decode(body) === 'no') throw error
        return new TextDecoder().decode(body)
      },
    })
  type Send = (error?: Error, query?: Record<string, string | undefined>, signal?: AbortSignal) => Promise<string>
  const read: Send = (...args) => send('read', ...args)
  const change: Send = (...args) => send('change', ...args)
  const buy: Send = (...args) => send('buy', ...args)
  return { clock, http, read, change, buy, sent, times: () => sent.map(({ at }) => at) }
}

describe('createHttp', () => {
  it('adds the key last, so that nobody can put another in its place', async () => {
    const { read, sent } = setup()
    await read(undefined, { action: 'getBalance', api_key: 'other', service: undefined, country: 'a b&c' })
    expect(sent[0]?.url.href).toBe(
      `https://hero-sms.com/stubs/handler_api.php?action=getBalance&api_key=${KEY}&country=a+b%26c`,
    )
  })

  it('redacts what it carries', () => {
    expect(setup().http.redact(`?api_key=${KEY}&action=`)).toBe('?api_key=[key]&action=')
  })

  it('repeats a read that may pass, each time at its turn', async () => {
    const { clock, read, times } = setup({ fails: 2, rate: 0.5 })
    const reading = read(new ProviderUnavailableError('down'))
    await clock.advance(60_000)
    expect(await reading).toBe('yes')
    expect(times()).toEqual([0, 2_000, 4_000])
  })

  it('G11 tells how many repetitions are left', async () => {
    const { clock, http, read } = setup({ fails: 2 })
    expect(http.retriesLeft()).toBe(10)
    const reading = read(new ProviderUnavailableError('down'))
    await clock.advance(1)
    expect(http.retriesLeft()).toBe(9)
    await clock.advance(60_000)
    await reading
    expect(http.retriesLeft()).toBe(10)
  })

  it.each([
    ['as long as it asks', 7_000, 7_000],
    ['10 s when it does not say', null, 10_000],
  ])('P47 after a refusal for haste the whole key pauses: %s', async (_, retryAfter, pause) => {
    const { clock, read, times } = setup({ fails: 1 })
    const reading = [read(new RateLimitError('slow', { retryAfter })), read()]
    await clock.advance(1)
    expect(times()).toEqual([0])
    await clock.advance(pause - 2)
    expect(times()).toEqual([0])
    await clock.advance(1_000)
    expect(await Promise.all(reading)).toEqual(['yes', 'yes'])
    expect(times()).toEqual([0, pause, pause + 10])
  })

  it('P47 never pauses for longer than a minute', async () => {
    const { clock, read, times } = setup({ fails: 1 })
    await expect(read(new RateLimitError('slow', { retryAfter: 10 * 365 * 86_400_000 }))).rejects.toThrow('slow')
    const reading = read()
    await clock.advance(60_000)
    expect(await reading).toBe('yes')
    expect(times()).toEqual([0, 60_000])
  })

  it('an abort while waiting for a turn sends nothing', async () => {
    const { clock, read, sent } = setup({ rate: 0.001 })
    await read()
    const controller = new AbortController()
    const reading = read(undefined, {}, controller.signal)
    await clock.advance(1_000)
    controller.abort('enough')
    await expect(reading).rejects.toBe('enough')
    expect([sent.length, clock.sleeping]).toEqual([1, 0])
  })

  it('many reads under one signal draw no warning of a leak', async () => {
    const warnings: Error[] = []
    const note = (warning: Error) => warnings.push(warning)
    process.on('warning', note)
    const { clock, read } = setup({ rate: 1 })
    const shared = new AbortController()
    const reading = Array.from({ length: 40 }, () => read(undefined, {}, shared.signal))
    await clock.advance(60_000)
    await Promise.all(reading)
    await new Promise(resolve => setImmediate(resolve))
    process.off('warning', note)
    expect(warnings).toEqual([])
  })

  it('G14 a signal that outlives its reads keeps nothing of them', async () => {
    const { read } = setup({ rate: 1e9 })
    const { signal } = new AbortController()
    for (let round = 0; round < 20; round += 1) await read(undefined, {}, signal)
    expect(dependantsOf(signal)).toBe(0)
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })

  it('a change is sent once, whatever becomes of it', async () => {
    const { clock, change, sent } = setup({ fails: 1 })
    await expect(change(new ProviderUnavailableError('down'))).rejects.toThrow('down')
    await clock.advance(60_000)
    expect(await change()).toBe('yes')
    expect(sent).toHaveLength(2)
  })
})

describe('G11 P46 an outage of ten minutes', () => {
  const OUTAGE = 600_000
  const isDown = new ProviderUnavailableError('down')

  async function live(call: 'read' | 'buy', answersFrom: number) {
    const { clock, sent, ...http } = setup({ fails: Number.POSITIVE_INFINITY, rate: 1_000 })
    const outcomes = new Map<string, number>()
    let calls = 0
    const caller = async (start: number) => {
      await clock.sleep(start)
      while (clock.elapsed() < OUTAGE) {
        calls += 1
        const error = clock.elapsed() < answersFrom ? isDown : undefined
        const outcome = await http[call](error).then(
          () => 'answer',
          (reason: { code: string }) => reason.code,
        )
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
        await clock.sleep(30_000)
      }
    }
    const callers = Promise.all(Array.from({ length: 1_000 }, (_, index) => caller(index * 30)))
    await clock.advance(OUTAGE + 120_000)
    await callers
    return { calls, requests: sent.length, outcomes: Object.fromEntries(outcomes) }
  }

  it('1,000 callers send at most 1.1 requests for each read, and far fewer', async () => {
    const { calls, requests, outcomes } = await live('read', OUTAGE)
    expect(calls).toBeGreaterThan(15_000)
    expect(outcomes).toEqual({ provider_unavailable: calls })
    expect(requests).toBeLessThan(50) // ten to open the breaker, ten repetitions at most, a probe a minute
  })

  it('they send at most one request for each purchase, and those that are held back were not sent', async () => {
    const { calls, requests, outcomes } = await live('buy', OUTAGE)
    expect(outcomes).toEqual({ provider_unavailable: requests, purchase_not_sent: calls - requests })
    expect(requests).toBeLessThan(50)
  })

  it('is over within a minute of its end', async () => {
    const { outcomes } = await live('read', OUTAGE / 2)
    expect(outcomes['answer']).toBeGreaterThan(7_000)
  })
})

describe('buy', () => {
  it('is sent once, whatever becomes of it', async () => {
    const { clock, buy, sent } = setup({ fails: 5 })
    for (const error of [new ProviderUnavailableError('down'), new RateLimitError('slow', { retryAfter: 0 })]) {
      await expect(buy(error)).rejects.toBe(error)
      await clock.advance(60_000)
    }
    expect(sent).toHaveLength(2)
  })

  it('shares its pace with reads, and is not sent when its turn does not come within 10 s', async () => {
    const { clock, read, buy, sent } = setup({ rate: 0.15 })
    await read()
    const patient = buy()
    const late = buy().catch((error: unknown) => error)
    await clock.advance(10_000)
    expect(await late).toMatchObject({ code: 'purchase_not_sent', message: expect.stringContaining('within 10 s') })
    await clock.advance(10_000)
    expect([await patient, sent.length]).toEqual(['yes', 2])
    expect(clock.sleeping).toBe(0)
  })

  it('P44 is not sent when it is aborted before its turn', async () => {
    const { buy, sent } = setup({ rate: 0.2 })
    await buy()
    const controller = new AbortController()
    const buying = buy(undefined, {}, controller.signal)
    controller.abort('enough')
    await expect(buying).rejects.toMatchObject({
      code: 'purchase_not_sent',
      message: expect.stringContaining('aborted'),
    })
    expect(sent).toHaveLength(1)
  })

  it('P19 while the account is banned a purchase is refused and nothing is sent', async () => {
    const { clock, read, buy, sent } = setup({ fails: 1 })
    const until = new Date(clock.now() + 60_000)
    await expect(read(new AccountBlockedError('banned', { until }))).rejects.toThrow('banned')
    await expect(buy()).rejects.toMatchObject({
      code: 'account_blocked',
      rejected: true,
      until,
      operation: 'getBalance',
    })
    expect(sent).toHaveLength(1)
    await clock.advance(60_000)
    expect(await buy()).toBe('yes')
  })
})
