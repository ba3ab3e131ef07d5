import { createClient, createMemoryStore, failover, OneSmsError } from '@onesms/sdk'
import { daemon } from '@onesms/sdk/providers/daemon'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { tokenOf } from '../testing/guarded-app.ts'
import { type Mall, openMall, type ShopOptions } from './__fixtures__/shop.ts'

let mall: Mall
beforeEach(async () => {
  mall = await openMall()
})
afterEach(() => mall?.close())

/** The SDK over a daemon over an emulated provider. `spoil` may lose an answer on its way. */
function clientOf(options: ShopOptions = {}, spoil = (response: Response) => response) {
  const shop = mall.open(options)
  const provider = daemon({
    url: 'http://localhost',
    token: tokenOf('ann'),
    provider: 'hero-sms',
    fetch: async (url, init) => spoil(await shop.fetch(new Request(url, init as RequestInit))),
  })
  return createClient({ provider, store: createMemoryStore() })
}
const order = () => ({ service: 'hero-sms:mute', country: `hero-sms:${mall.country}` })
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    error => (OneSmsError.is(error) ? [error.code, error.rejected] : error),
  )

describe('the SDK over a daemon', () => {
  it('buys, looks, asks for another SMS and completes', async () => {
    const activation = await clientOf().activations.buy({ ...order(), maxPrice: '0.50' })
    // Nobody follows the numbers of this daemon, so it is asked to look.
    const looked = () => mall.open().ask('GET', `/v1/activations/${activation.id}?refresh=true`)
    expect(activation.id).toBe(`hero-sms:${mall.emulator.ledger.activations()[0]?.id}`)
    mall.emulator.sms(activation.id, { code: '004217' })
    await looked()
    await activation.refresh()
    expect(activation.snapshot.messages).toMatchObject([{ code: '004217' }])
    await activation.retry()
    expect(activation.status).toBe('retrying')
    mall.emulator.sms(activation.id, { code: '118' })
    await looked()
    await activation.refresh()
    expect((await activation.complete()).status).toBe('completed')
    expect(mall.wire()).toBe(1)
  })

  it('gives a number back', async () => {
    const activation = await clientOf().activations.buy(order())
    expect(await failure(activation.cancel({ wait: false }))).toEqual(['too_early_to_cancel', false])
    await mall.clock.advance(125_000)
    const [row] = await mall.database.sql`select cancel_requested_at from onesms.activations`
    expect(row?.['cancel_requested_at']).toBe(null) // too early by its own reckoning: nothing was asked
  })

  it('P01 P26 an answer that is lost on the way is asked for again under its key: one number', async () => {
    let isLost = false
    const client = clientOf({}, response => {
      if (response.status !== 201 || isLost) return response
      isLost = true
      throw new TypeError('terminated')
    })
    const activation = await client.activations.buy(order())
    expect(isLost).toBe(true)
    expect([activation.id, mall.wire()]).toEqual([`hero-sms:${mall.emulator.ledger.activations()[0]?.id}`, 1])
  })

  it.each<[what: string, code: string, options: ShopOptions, more: object]>([
    ['a limit', 'limit_reached', { limits: { subject: { spendPerDay: new Map([['USD', '0.01']]) } } }, {}],
    ['nothing in stock', 'out_of_stock', {}, { service: 'hero-sms:sold' }],
    ['too dear', 'price_cap', {}, { maxPrice: '0.000001' }],
    ['nothing sold', 'capability', { policy: { enabled: false } }, {}],
    ['not on the list', 'capability', { policy: { services: ['whatsapp'] } }, {}],
  ])('a refusal is proof here too: %s', async (_, code, options, more) => {
    const { activations } = clientOf(options)
    expect(await failure(activations.buy({ ...order(), ...more }))).toEqual([code, true])
  })
})

describe('the SDK over a daemon whose account is made of several providers', () => {
  it('follows a number, and gives it back, by the id that it has at who sold it', async () => {
    const shop = mall.open({ providers: [failover([mall.provider()])] })
    const provider = daemon({
      url: 'http://localhost',
      token: tokenOf('ann'),
      provider: 'failover',
      fetch: (url, init) => shop.fetch(new Request(url, init as RequestInit)),
    })
    const activation = await createClient({ provider, store: createMemoryStore() }).activations.buy(order())
    expect(activation.id).toMatch(/^hero-sms:/)
    expect((await activation.refresh()).status).toBe('waiting')
    expect((await provider.activations.list?.({}))?.map(({ id }) => id)).toEqual([activation.id])
    await mall.clock.advance(125_000)
    expect(await provider.activations.cancel(activation.id, {})).toMatchObject({ status: 'cancelled' })
  })
})

describe('a number that cost more than the cap of the daemon, which gives it back', () => {
  const dear = () => {
    const provider = mall.provider()
    const { activations } = provider
    const purchase: typeof activations.purchase = async (...args) => ({
      ...(await activations.purchase(...args)),
      price: { amount: '2', currency: 'USD' },
    })
    return {
      providers: [{ ...provider, activations: { ...activations, purchase } }],
      policy: { maxPrice: new Map([['USD', '1']]) },
    }
  }

  it.each([undefined, '3'])('P22 is not handed to whoever would have paid it: %s', async maxPrice => {
    const { activations } = clientOf(dear())
    expect(await failure(activations.buy({ ...order(), ...(maxPrice && { maxPrice }) }))).toEqual(['price_cap', true])
    expect(mall.wire()).toBe(1)
  })

  it('P22 also where the answer was lost', async () => {
    const { provider } = clientOf(dear(), response => {
      if (response.status === 409) throw new TypeError('terminated')
      return response
    })
    const reference = { intentId: crypto.randomUUID() }
    await failure(provider.activations.purchase({ ...order(), ...reference }, {}))
    expect([mall.wire(), await provider.outcomeOf?.(reference, {})]).toEqual([1, { kind: 'nothing' }])
  })

  it('P22 and is known as bought to whoever set the same cap', async () => {
    const { activations } = clientOf(dear())
    expect(await failure(activations.buy({ ...order(), maxPrice: '1' }))).toEqual(['price_cap', false])
  })
})
