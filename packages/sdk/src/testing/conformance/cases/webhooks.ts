import { equal, errorOf, isTrue } from '../assert.ts'
import type { Scene } from '../scene.ts'
import type { CaseOf } from './case.ts'

const URL = 'https://example.test/webhooks'
const unreadable = {
  'an empty body': '',
  'no JSON': '\u0000 no such call',
  'an object of nothing': '{}',
  'more than 64 kB': JSON.stringify({ filler: 'x'.repeat(65_536) }),
}

/** Cases for a provider that calls. */
export const webhookCases: readonly CaseOf[] = [
  {
    name: 'what no provider sends is a WebhookError, and no request is sent for it',
    run: async ({ provider, wire }) => {
      for (const [name, body] of Object.entries(unreadable)) {
        const request = new Request(URL, { method: 'POST', body, headers: { 'content-type': 'application/json' } })
        await errorOf(async () => provider.webhooks?.receive(request), name, 'webhook')
      }
      equal(wire.count, 0, 'requests')
    },
  },
  {
    name: 'a call about a number names it, the same each time it is delivered; unsigned it proves nothing',
    run: async ({ provider, vendor, buy }: Scene) => {
      if (!vendor.webhook) return
      const { id } = await buy()
      vendor.sms(id, { text: 'Your code is 004567', code: '004567' })
      const call = async () => (await vendor.webhook?.()) ?? new Request(URL)
      const notices = [await provider.webhooks?.receive(await call()), await provider.webhooks?.receive(await call())]
      const [first, second] = notices.map(all => all?.find(notice => notice.id === id))
      isTrue(first !== undefined && first.fingerprint.length > 0, 'the number is named')
      equal(second?.fingerprint, first?.fingerprint, 'the fingerprint of the same call')
      const signed = await call()
      const bare = new Request(signed.url, { method: signed.method, body: await signed.text() })
      const unsigned = await Promise.resolve(provider.webhooks?.receive(bare)).catch(() => [])
      isTrue(!unsigned?.some(({ isProven }) => isProven), 'without its headers nothing is proven')
    },
  },
]
