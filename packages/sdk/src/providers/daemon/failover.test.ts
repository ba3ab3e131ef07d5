import { expect, it } from 'vitest'
import { createClient } from '../../client/create-client.ts'
import { failover } from '../../failover/failover.ts'
import { createMemoryStore } from '../../purchase/memory-store.ts'
import { openScene, TELEGRAM, TOKEN } from './__fixtures__/scene.ts'
import { daemon } from './daemon.ts'

it('two providers of one daemon are members like others: each is asked under a key of its own', async () => {
  const { standIn, clock, sold } = openScene()
  const keys: (string | null)[] = []
  const member = (provider: string) =>
    daemon({
      ...{ url: 'https://onesms.example.com', token: TOKEN, provider, clock },
      fetch: async (url, init) => {
        if (init.method === 'POST') keys.push(new Headers(init.headers).get('idempotency-key'))
        if (provider === 'hero-sms') return standIn.fetch(url, init)
        return Response.json(
          { code: 'out_of_stock', status: 409, detail: 'none left', rejected: true },
          { status: 409 },
        )
      },
    })
  const provider = failover([member('five-sim'), member('hero-sms')], { clock })
  const client = createClient({ provider, clock, store: createMemoryStore({ clock }) })
  const activation = await client.activations.buy(TELEGRAM, { idempotencyKey: 'visit-17' })
  expect([activation.id.split(':')[0], sold()]).toEqual(['hero-sms', 1])
  expect(keys).toEqual(['visit-17:five-sim', 'visit-17:hero-sms'])
  await activation.refresh()
  expect(activation.status).toBe('waiting')
})
