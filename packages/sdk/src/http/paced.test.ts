import { describe, expect, it, vi } from 'vitest'
import { RateLimitError } from '../errors/transport.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import type { RequestPace } from '../utils/request-pace.ts'
import { createHttp } from './create-http.ts'
import { createLimiter } from './limiter.ts'

function setup(pace: Partial<RequestPace>, answers: readonly Response[] = []) {
  const clock = new FakeClock()
  const events: string[] = []
  const left = [...answers]
  const http = createHttp({
    provider: 'hero-sms',
    baseUrl: new URL('https://hero-sms.com/x'),
    credentials: { api_key: '0123456789abcdef' },
    limiter: createLimiter({ rate: 100, burst: 1, clock }),
    clock,
    fetch: async () => {
      events.push('sent')
      return left.shift() ?? new Response('yes')
    },
  })
  http.usePace({
    turn: async () => {
      events.push('turn')
    },
    slowed: ms => events.push(`slowed ${ms}`),
    ...pace,
  })
  const send = (road: 'read' | 'change' | 'buy', signal?: AbortSignal) =>
    http[road]({
      operation: 'getBalance',
      query: {},
      timeout: 1_000,
      maxBytes: 100,
      signal,
      parse: ({ status, body }) => {
        if (status === 429) throw new RateLimitError('slow', { retryAfter: 7_000 })
        return new TextDecoder().decode(body)
      },
    })
  return { clock, events, send }
}

describe('a pace from outside', () => {
  it.each(['read', 'change', 'buy'] as const)('G12 is asked before a %s is sent', async road => {
    const { events, send } = setup({})
    await send(road)
    expect(events).toEqual(['turn', 'sent'])
  })

  it('G12 is told of a refusal for haste, and asked again before the repetition', async () => {
    const { clock, events, send } = setup({}, [new Response('no', { status: 429 })])
    const reading = send('read')
    await clock.advance(60_000)
    await reading
    expect(events).toEqual(['turn', 'sent', 'slowed 7000', 'turn', 'sent'])
  })

  it('that fails holds nothing up', async () => {
    const { events, send } = setup({ turn: () => Promise.reject(new Error('the database is down')) })
    expect(await send('buy')).toBe('yes')
    expect(events).toEqual(['sent'])
  })

  it('that gives no turn within 10 s keeps a purchase from being sent', async () => {
    const turn = vi.fn((_: AbortSignal) => new Promise<void>(() => {}))
    const { clock, events, send } = setup({ turn })
    const buying = expect(send('buy')).rejects.toMatchObject({ code: 'purchase_not_sent' })
    await clock.advance(10_000)
    await buying
    expect(events).toEqual([])
    expect(turn.mock.calls[0]?.[0].aborted).toBe(true)
  })

  it('is left by whoever gives up', async () => {
    const { send } = setup({ turn: () => new Promise<void>(() => {}) })
    const leaving = new AbortController()
    const reading = expect(send('read', leaving.signal)).rejects.toBe('enough')
    leaving.abort('enough')
    await reading
  })
})
