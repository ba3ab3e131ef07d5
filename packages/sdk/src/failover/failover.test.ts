import { describe, expect, expectTypeOf, it } from 'vitest'
import { ConfigurationError } from '../errors/access.ts'
import { OutOfStockError } from '../errors/catalog.ts'
import { ProviderUnavailableError } from '../errors/transport.ts'
import { WebhookError } from '../errors/webhook.ts'
import type { ProviderEvents } from '../provider/events.ts'
import type { Provider } from '../provider/provider.ts'
import type { RentalsFacet } from '../provider/rentals.ts'
import type { WebhooksFacet } from '../provider/webhooks.ts'
import { AT, member, ORDER, snapshotOf } from './__fixtures__/member.ts'
import { failover } from './failover.ts'

const configuration = expect.objectContaining({ code: 'configuration' })

describe('failover', () => {
  it('is a provider made of providers, with the worst of what they do', () => {
    const a = member('a', {
      traits: { purchaseTimeout: 10_000, retry: 'paid', completion: 'explicit', openList: null },
    })
    const b = member('b', {
      traits: { purchaseTimeout: 20_000, priceCap: false, latestCommit: 90_000, operatorChoice: true },
    })
    const both = failover([a.provider, b.provider], { strategy: 'cheapest' })
    expect(both).toMatchObject({
      spec: 1,
      id: 'failover',
      name: 'a, b',
      currency: 'USD',
      members: [a.provider, b.provider],
      traits: {
        purchaseTimeout: 40_000, // 10 and 20 s, and two looks of 5 s
        priceCap: true,
        operatorChoice: false,
        honoursReference: 'none',
        openList: 'paged',
        latestCommit: 90_000,
        completion: 'explicit',
        retry: 'paid',
        requestsPerSecond: null,
      },
    })
    expect(failover([a.provider]).traits).toMatchObject({ openList: null, purchaseTimeout: 10_000 })
  })

  it('needs a provider, and each of its own id, however deep', () => {
    const [a, b] = [member('a').provider, member('b').provider]
    expect(() => failover([] as unknown as [Provider])).toThrow(configuration)
    expect(() => failover([a, a])).toThrow(configuration)
    expect(() => failover([b, failover([a]), a], { id: 'outer' })).toThrow(configuration)
    expect(() => failover([failover([a]), b])).toThrow(configuration)
    expect(() => failover([a], { id: 'a' })).toThrow(configuration)
    expect(() => failover([failover([a], { id: 'inner' }), b])).not.toThrow()
  })

  it('names the strategies there are', () => {
    const strategy = 'cheap' as 'cheapest'
    expect(() => failover([member('a').provider], { strategy })).toThrow(
      /no strategy "cheap"\nThere are: order, cheapest,/,
    )
  })

  it('cheapest over two currencies needs rates, and says so when it is built', () => {
    const [a, b] = [member('a').provider, member('b', { currency: 'RUB' }).provider]
    expect(() => failover([a, b], { strategy: 'cheapest' })).toThrow(configuration)
    expect(() => failover([a, b], { strategy: 'cheapest', rates: () => null })).not.toThrow()
    expect(() => failover([a, b])).not.toThrow()
  })

  it('has in its type what every member rents, and what any member is told by calls', () => {
    const plain = member('a').provider
    const renting = { ...member('b').provider, rentals: {} as RentalsFacet }
    const called = { ...member('c').provider, webhooks: {} as WebhooksFacet }
    expectTypeOf(failover([renting])).toHaveProperty('rentals')
    expectTypeOf(failover([called, plain]).webhooks).toEqualTypeOf<WebhooksFacet>()
    const mixed: Provider = failover([renting, plain])
    expect(mixed.rentals).toBeUndefined()
    expect(mixed.webhooks).toBeUndefined()
  })
})

describe('a composite in a composite', () => {
  const world = () => {
    const [a, b, c] = [member('a'), member('b'), member('c')]
    const inner = failover([a.provider, b.provider], { id: 'inner' })
    const outer = failover([inner, c.provider])
    const events: ProviderEvents[] = []
    outer.observe(event => events.push(event))
    return { a, b, c, outer, events }
  }
  const refuse = () => Promise.reject(new OutOfStockError('NO_NUMBERS', { rejected: true }))

  it('P18 moves on inside first, then outside, and every step is told', async () => {
    const { a, b, outer, events } = world()
    a.answers.push(refuse)
    b.answers.push(refuse)
    expect(await outer.activations.purchase(ORDER, {})).toMatchObject({ id: 'c:4711' })
    expect(events.map(({ from, to }) => [from, to])).toEqual([
      ['a', 'b'],
      ['b', null],
      ['inner', 'c'],
    ])
    expect(outer.activations.targets(ORDER).map(({ provider }) => provider)).toEqual(['a', 'b', 'c'])
  })

  it('P25 an unknown outcome inside is one outside', async () => {
    const { a, b, c, outer } = world()
    a.answers.push(() => Promise.reject(new ProviderUnavailableError('502', { provider: 'a' })))
    await expect(outer.activations.purchase(ORDER, {})).rejects.toMatchObject({ provider: 'a', rejected: false })
    expect([b.wire, c.wire]).toEqual([[], []])
  })

  it('finds the way to a number', async () => {
    const { outer } = world()
    expect(await outer.activations.fetch('b:1', {})).toMatchObject({ provider: 'b' })
  })
})

describe('account', () => {
  it('adds the balances up, exactly', async () => {
    const both = failover([member('a').provider, member('b').provider])
    expect(await both.account.balance({})).toEqual({ amount: '3', currency: 'USD' })
  })

  it('over currencies by rates, or not at all', async () => {
    const [a, b] = [member('a').provider, member('b', { currency: 'RUB' }).provider]
    const rates = (from: string, to: string) => (`${from}${to}` === 'RUBUSD' ? '0.0125' : null)
    expect(await failover([a, b], { rates }).account.balance({})).toEqual({ amount: '1.51875', currency: 'USD' })
    await expect(failover([a, b]).account.balance({})).rejects.toBeInstanceOf(ConfigurationError)
  })
})

describe('webhooks', () => {
  const called = (id: string, isReadable: boolean) => ({
    ...member(id).provider,
    webhooks: {
      receive: async (request: Request) => {
        const body = await request.text()
        if (!isReadable) throw new WebhookError('not mine', { provider: id })
        return [{ id: `${id}:1`, isProven: false, message: null, fingerprint: body }]
      },
    },
  })
  const call = () => new Request('https://example.com', { method: 'POST', body: 'hello' })

  it('a call is read by each that can', async () => {
    const all = failover([called('a', true), called('b', false), member('c').provider, called('d', true)])
    const notices = await all.webhooks.receive(call())
    expect(notices.map(({ id, fingerprint }) => [id, fingerprint])).toEqual([
      ['a:1', 'hello'],
      ['d:1', 'hello'],
    ])
  })

  it('what nobody can read is none', async () => {
    const all = failover([called('a', false), called('b', false)])
    await expect(all.webhooks.receive(call())).rejects.toMatchObject({ code: 'webhook', provider: 'failover' })
  })
})

it('a number has the times of the one that sold it', async () => {
  const after = (ms: number) => new Date(AT.getTime() + ms)
  const list = async () => [{ ...snapshotOf('b', '2'), createdAt: after(-5), expiresAt: after(9) }]
  const a = member('a', { traits: { lifetime: 600_000, cancelAfter: 0 } })
  const b = member('b', { traits: { lifetime: 900_000, cancelAfter: 60_000 }, activations: { list } })
  const both = failover([a.provider, b.provider])
  expect(await both.activations.purchase(ORDER, {})).toMatchObject({ expiresAt: after(600_000), cancellableAt: AT })
  expect(await both.activations.list?.({})).toMatchObject([{ expiresAt: after(9), cancellableAt: after(59_995) }])
})

it('R04 tells each of them that this process was away', () => {
  const woken: string[] = []
  const waking = (id: string) => ({ ...member(id).provider, wake: () => woken.push(id) })
  failover([waking('a'), member('b').provider, waking('c')]).wake?.()
  expect(woken).toEqual(['a', 'c'])
})
