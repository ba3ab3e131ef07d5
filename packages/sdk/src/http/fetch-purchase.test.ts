import { describe, expect, it } from 'vitest'
import { PurchaseNotSentError } from '../errors/purchase.ts'
import { ProviderUnavailableError } from '../errors/transport.ts'
import type { FetchLike } from './exchange.ts'
import { createFetchPurchase } from './fetch-purchase.ts'

const rules = { operation: 'getNumberV2', timeout: 1_000, maxBytes: 100 }
const URL_WITH_KEY = 'https://hero-sms.com/?api_key=0123456789abcdef'

function setup(answer: () => Promise<Response>) {
  const inits: RequestInit[] = []
  const fetch: FetchLike = (_, init) => {
    inits.push(init)
    return answer()
  }
  return { buy: createFetchPurchase('hero-sms', fetch), inits }
}

const failure = (buying: Promise<unknown>) =>
  buying.then(
    () => expect.fail('it answered'),
    (error: unknown) => error,
  )

const broken = (code: string) => () =>
  Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error(URL_WITH_KEY), { code }) }))

describe('a purchase by fetch', () => {
  it.each(
    'ENOTFOUND EAI_AGAIN ECONNREFUSED EHOSTUNREACH ENETUNREACH UND_ERR_CONNECT_TIMEOUT DEPTH_ZERO_SELF_SIGNED_CERT SELF_SIGNED_CERT_IN_CHAIN UNABLE_TO_VERIFY_LEAF_SIGNATURE CERT_HAS_EXPIRED ERR_TLS_CERT_ALTNAME_INVALID ERR_SSL_WRONG_VERSION_NUMBER'.split(
      ' ',
    ),
  )('P04 %s means that nothing was sent', async code => {
    const { buy, inits } = setup(broken(code))
    const error = await failure(buy(URL_WITH_KEY, rules))
    expect(error).toBeInstanceOf(PurchaseNotSentError)
    expect(String(error)).toBe(`PurchaseNotSentError: the purchase was not sent to hero-sms: ${code}`)
    expect(inits).toHaveLength(1)
  })

  it.each(['ECONNRESET', 'UND_ERR_SOCKET', 'UND_ERR_HEADERS_TIMEOUT', 'EPIPE', 'ETIMEDOUT', 'lower_case'])(
    'P05 %s means that nobody knows, and nothing is sent again',
    async code => {
      const { buy, inits } = setup(broken(code))
      expect(await failure(buy(URL_WITH_KEY, rules))).toBeInstanceOf(ProviderUnavailableError)
      expect(inits).toHaveLength(1)
    },
  )

  it('P44 an abort counts before it is sent, and not after', async () => {
    const { buy, inits } = setup(async () => new Response('ACCESS_NUMBER:1:447700900123'))
    expect(await failure(buy(URL_WITH_KEY, { ...rules, signal: AbortSignal.abort() }))).toBeInstanceOf(
      PurchaseNotSentError,
    )
    expect(inits).toEqual([])
    const controller = new AbortController()
    const buying = buy(URL_WITH_KEY, { ...rules, signal: controller.signal })
    controller.abort()
    expect((await buying).status).toBe(200)
  })

  it('P48 P49 the deadline and the cap hold', async () => {
    const silent = setup(() => new Promise(() => {}))
    expect(await failure(silent.buy(URL_WITH_KEY, { ...rules, timeout: 20 }))).toMatchObject({
      message: 'hero-sms did not answer within 20 ms',
    })
    const large = setup(async () => new Response('A'.repeat(101)))
    expect(await failure(large.buy(URL_WITH_KEY, rules))).toMatchObject({ reason: 'too_large' })
  })
})
