import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ConfigurationError } from '../errors/access.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { createHttp } from './create-http.ts'
import { createLimiter } from './limiter.ts'
import { createKeyRing } from './secrets.ts'

const OLD = 'old-0123456789abcdef'
const NEW = 'new-fedcba9876543210'

describe('a key that changes', () => {
  it('D49 counts from the next request on, while one on its way ends with the old one; both are redacted', async () => {
    let key = OLD
    const sent: string[] = []
    const answers: ((response: Response) => void)[] = []
    const clock = new FakeClock()
    const http = createHttp({
      provider: 'hero-sms',
      baseUrl: new URL('https://hero-sms.com/x'),
      clock,
      credentials: async () => ({ api_key: key }),
      limiter: createLimiter({ rate: 100, burst: 10, clock }),
      fetch: url => {
        sent.push(new URL(url).searchParams.get('api_key') ?? '')
        return new Promise(resolve => answers.push(resolve))
      },
    })
    const ask = () =>
      http.change({
        operation: 'getBalance',
        query: {},
        timeout: 1_000,
        maxBytes: 100,
        parse: ({ body }) => http.redact(new TextDecoder().decode(body)),
      })
    const first = ask()
    await expect.poll(() => sent).toEqual([OLD])
    key = NEW
    const second = ask()
    await expect.poll(() => sent).toEqual([OLD, NEW])
    for (const answer of answers) answer(new Response(`${OLD} ${NEW}`))
    expect(await Promise.all([first, second])).toEqual(['[key] [key]', '[key] [key]'])
  })

  it('that cannot be had keeps a purchase from being sent', async () => {
    const clock = new FakeClock()
    let count = 0
    const http = createHttp({
      provider: 'hero-sms',
      baseUrl: new URL('https://hero-sms.com/x'),
      clock,
      credentials: () => Promise.reject(new ConfigurationError('no key')),
      limiter: createLimiter({ rate: 100, burst: 10, clock }),
      fetch: async () => {
        count += 1
        return new Response()
      },
    })
    const request = { operation: 'buy', query: {}, timeout: 1_000, maxBytes: 100, parse: () => 1 }
    await expect(http.buy(request)).rejects.toMatchObject({
      code: 'purchase_not_sent',
      cause: { code: 'configuration' },
    })
    await expect(http.change(request)).rejects.toMatchObject({ code: 'configuration' })
    expect(count).toBe(0)
  })

  it('is remembered for sixteen changes, so that a page that is open for days keeps no more', async () => {
    let turn = 0
    const keyOf = (index: number) => createHash('sha256').update(String(index)).digest('hex')
    const ring = createKeyRing(async () => ({ key: keyOf(turn) }), {})
    for (turn = 0; turn < 20; turn += 1) await ring.take()
    for (const index of [4, 19]) expect(ring.redact(keyOf(index))).toBe('[key]')
    expect(ring.redact(keyOf(3))).toBe(keyOf(3))
  })
})
