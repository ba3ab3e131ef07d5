import { createServer as createTlsServer } from 'node:https'
import { describe, expect, it } from 'vitest'
import { echoesInNumbers, echoesOf, failuresOf, quote } from './__fixtures__/canary-echoes.ts'
import { canaryHosts, failoverHosts } from './__fixtures__/canary-hosts.ts'
import { hexKey, keyOfSigns, tokenKey } from './__fixtures__/canary-keys.ts'
import { createSilence } from './__fixtures__/canary-outcomes.ts'
import { buyOverSocket, mockNames } from './__fixtures__/canary-sockets.ts'
import { createStage } from './__fixtures__/canary-stage.ts'
import { listen } from './__fixtures__/local-server.ts'
import { selfSigned } from './__fixtures__/self-signed.ts'
import type { FetchLike } from './http/exchange.ts'
import { serve } from './testing/index.ts'

const stage = createStage()
const [key, secondKey] = [keyOfSigns(), tokenKey()]
const expectSilence = createSilence(key, secondKey)
const hosts = [...canaryHosts, ...failoverHosts(secondKey)]

describe('G08 T01 canary over what numbers and purchases are answered', () => {
  it.each(hosts)(
    'T02 T04 answers that repeat what was sent: $id',
    async host => {
      const key = hexKey() // reads like a code, or the name of a network
      const silence = createSilence(key, secondKey)
      const bodiesOf = (secret: string) => [...echoesOf(secret).slice(0, 10), ...echoesInNumbers(secret)]
      for (const index of bodiesOf(key).keys()) {
        const status = [200, 400, 401, 409, 500][index % 5] ?? 200
        // A host repeats the key that it was sent.
        const repeat: FetchLike = async (url, init) => {
          const sent = [key, secondKey].find(secret => quote(url, init).includes(secret))
          return new Response(bodiesOf(sent ?? 'nothing')[index], { status })
        }
        const { outcomes } = await stage.live({ host, apiKey: key, spoil: () => repeat })
        expect(await silence(outcomes, stage.ear())).toBeGreaterThan(0)
      }
    },
    120_000,
  )

  it.each(hosts)('failures of fetch itself that quote the URL: $id', async host => {
    for (const failure of failuresOf(key)) {
      const { outcomes } = await stage.live({
        host,
        apiKey: key,
        spoil: () => (url, init) => Promise.reject(failure(quote(url, init))),
      })
      await expectSilence(outcomes, stage.ear())
      expect(outcomes.find(({ method }) => method === 'activations.buy')).toHaveProperty('error')
    }
  })

  it.each(canaryHosts)(
    'T05 T06 purchases over real sockets: $id',
    async host => {
      const emulator = host.emulate({ apiKey: key, size: { services: 9, countries: 9 } })
      const plain = await serve(emulator)
      const gone = await serve(emulator)
      await gone.close()
      const secured: string[] = []
      const secure = await listen(createTlsServer(selfSigned(), request => secured.push(request.url ?? '')))
      mockNames('nowhere.test')
      const buy = async (origin: string, code: string) => {
        const options = { apiKey: key, baseUrl: `${origin}${host.path}`, allowCustomBaseUrl: true }
        const outcomes = await buyOverSocket(host, options, stage.newFile())
        await expectSilence(outcomes, stage.ear())
        expect(outcomes[0]).toMatchObject({ method: 'activations.buy', error: { code } })
      }
      for (const kind of ['echo-url', 'html', 'redirect', 'reset', 'reset-mid-body', 'oversized'] as const) {
        emulator.faults.inject({ kind, ...(kind === 'oversized' && { mib: 5 }) })
        await buy(plain.url, 'purchase_unknown')
        emulator.faults.clear()
      }
      expect(emulator.requests().filter(({ action }) => action === host.actions.buy)).toHaveLength(6)
      await buy(gone.url, 'purchase_not_sent')
      await buy(`https://localhost:${secure}`, 'purchase_not_sent') // nobody vouches for it
      await buy(`https://elsewhere.test:${secure}`, 'purchase_not_sent') // a name of somebody else's network
      await buy('https://nowhere.test', 'purchase_not_sent')
      expect(secured).toEqual([])
      await plain.close()
    },
    120_000,
  )
})
