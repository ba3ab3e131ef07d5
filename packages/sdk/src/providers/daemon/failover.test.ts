import { describe, expect, it } from 'vitest'
import type { Activation } from '../../activation/activation.ts'
import { createClient } from '../../client/create-client.ts'
import type { OneSmsError } from '../../errors/base.ts'
import { failover } from '../../failover/failover.ts'
import { createMemoryStore } from '../../purchase/memory-store.ts'
import { pass } from '../../testing/conformance/scene.ts'
import { connectionReset } from '../../testing/faults/connection-reset.ts'
import { openScene, TELEGRAM, TOKEN } from './__fixtures__/scene.ts'
import { daemon } from './daemon.ts'

it('two providers of one daemon are members like others: each is asked under a key of its own', async () => {
  const { standIn, clock, sold } = openScene()
  const keys: (string | null)[] = []
  const member = (provider: string) =>
    daemon({
      url: 'https://onesms.example.com',
      token: TOKEN,
      provider,
      clock,
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

describe('two daemons that sell from the same provider', () => {
  /** The first has nothing left, or loses its answers after the sale; both tell their numbers by who sold to them. */
  function open(first: 'sold out' | 'cut') {
    const scenes = [openScene(), openScene()] as const
    const clock = scenes[0].clock
    const memberOf = (index: 0 | 1) =>
      daemon({
        url: 'https://onesms.example.com',
        token: TOKEN,
        provider: 'hero-sms',
        id: `daemon-${index}`,
        clock,
        fetch: async (url, init) => {
          const answer = () => scenes[index].standIn.fetch(url, init)
          if (index === 1 || init.method !== 'POST' || !url.endsWith('/activations')) return answer()
          if (first === 'cut') return answer().then(() => Promise.reject(connectionReset()))
          return Response.json({ code: 'out_of_stock', detail: 'none left', rejected: true }, { status: 409 })
        },
      })
    const page = () => {
      const provider = failover([memberOf(0), memberOf(1)], { clock })
      return createClient({ provider, clock, store: createMemoryStore({ clock }) })
    }
    return { clock, memberOf, page, sold: () => scenes.map(({ sold }) => sold()) }
  }

  it('are told apart by who has sold, also by a page that was loaded anew', async () => {
    const { page, sold } = open('sold out')
    const activation = await page().activations.buy(TELEGRAM)
    expect(sold()).toEqual([0, 1])
    await activation.refresh()
    await activation.refresh()
    expect(activation.status).toBe('waiting')
    const again = await page().activations.get(activation.snapshot)
    await again.refresh()
    await again.refresh()
    expect(again.status).toBe('waiting')
  })

  it('P01 P25 what one of them bought is found when its answer is lost, and the other is not asked', async () => {
    const { page, sold, clock } = open('cut')
    const error = await page()
      .activations.buy(TELEGRAM)
      .catch(error => error)
    expect(error.code).toBe('purchase_unknown')
    const found = await pass(clock, error.reconcile() as Promise<Activation | null>)
    expect([found?.status, sold()]).toEqual(['waiting', [1, 0]])
  })

  it('P02 a daemon beside a provider: nobody claims that nothing was bought, since its list does not tell', async () => {
    const { clock, memberOf, sold } = open('cut')
    const { provider: direct } = openScene()
    const beside = failover([memberOf(0), { ...direct, id: 'direct', outcomeOf: undefined } as never], { clock })
    const client = createClient({ provider: beside, clock, store: createMemoryStore({ clock }) })
    const error = await client.activations.buy(TELEGRAM).catch(error => error)
    const stillUnknown = await pass(clock, error.reconcile().catch((again: unknown) => again) as Promise<OneSmsError>)
    expect([stillUnknown.code, sold()]).toEqual(['purchase_unknown', [1, 0]])
  })
})
