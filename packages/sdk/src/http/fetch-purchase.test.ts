import { get } from 'node:https'
import { createServer as createTcpServer, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { afterEach, describe, expect, it } from 'vitest'
import { closeServers, listen } from '../__fixtures__/local-server.ts'
import { selfSigned } from '../__fixtures__/self-signed.ts'
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

afterEach(closeServers)

describe('a purchase by fetch', () => {
  it.each(
    'ENOTFOUND EAI_AGAIN ECONNREFUSED EHOSTUNREACH ENETUNREACH UND_ERR_CONNECT_TIMEOUT DEPTH_ZERO_SELF_SIGNED_CERT SELF_SIGNED_CERT_IN_CHAIN UNABLE_TO_VERIFY_LEAF_SIGNATURE CERT_HAS_EXPIRED ERR_TLS_CERT_ALTNAME_INVALID'.split(
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

  it('P05 an answer that is garbled below TLS comes after the request: nobody knows', async () => {
    const heard = { text: '' }
    const wire: { socket?: Socket } = {}
    const inside = createTlsServer(selfSigned(), secure => {
      secure.on('error', () => {})
      secure.on('data', chunk => {
        heard.text += chunk
        wire.socket?.write('HTTP/1.1 200 OK\r\n\r\n') // in the clear, where a record of TLS belongs
      })
    })
    const outside = createTcpServer(socket => {
      wire.socket = socket.on('error', () => {})
      inside.emit('connection', socket)
    })
    const url = `https://127.0.0.1:${await listen(outside)}/?action=getNumber`
    // As libraries do that bring a fetch of their own.
    const fetch: FetchLike = address =>
      new Promise((_, reject) => get(address, { agent: false, rejectUnauthorized: false }).on('error', reject))
    const error = await failure(createFetchPurchase('hero-sms', fetch)(url, rules))
    expect(heard.text).toContain('action=getNumber')
    expect(error).toBeInstanceOf(ProviderUnavailableError)
    expect(String(error)).toContain('ERR_SSL_')
  })

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
