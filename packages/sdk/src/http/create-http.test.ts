import { describe, expect, it } from 'vitest'
import { ProviderUnavailableError, RateLimitError } from '../errors/transport.ts'
import { FakeClock } from '../testing/fake-clock.ts'
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
  const read = (error?: Error, query: Record<string, string | undefined> = {}, signal?: AbortSignal) =>
    http.read({
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
  return { clock, http, read, sent, times: () => sent.map(({ at }) => at) }
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
})
