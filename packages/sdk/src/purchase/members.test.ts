import { describe, expect, it } from 'vitest'
import { PurchaseHeldError } from '../errors/purchase.ts'
import { ProviderUnavailableError } from '../errors/transport.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { createShop, openDesk, poolOf } from './__fixtures__/renting.ts'
import { HORIZON, TELEGRAM } from './__fixtures__/scene.ts'
import { PurchaseUnknownError } from './unknown-error.ts'

const lostBy = (provider: string) => () => Promise.reject(new ProviderUnavailableError('lost', { provider }))

function openPool() {
  const clock = new FakeClock()
  const [a, b] = [createShop(clock, 'a'), createShop(clock, 'b')]
  return { clock, a, b, ...openDesk(clock, poolOf([a.provider, b.provider])) }
}

describe('a provider made of providers', () => {
  it('P25 while one of them is in doubt, a purchase that would ask it is held, and the other gets no request', async () => {
    const { purchases, a, b, clock } = openPool()
    a.faults.push(() => {
      a.numbers.clear()
      return lostBy('a')()
    })
    const error = await purchases.buy(TELEGRAM).catch(error => error)
    expect(error).toBeInstanceOf(PurchaseUnknownError)
    expect(await purchases.get(error.intentId)).toMatchObject({ asked: 'a' })
    const held = purchases.buy(TELEGRAM).catch(error => error)
    await clock.advance(10_000)
    expect(await held).toBeInstanceOf(PurchaseHeldError)
    expect([a.wire.length, b.wire.length]).toEqual([1, 0])
    await purchases.close()
  })

  it('a dark member blocks nobody else', async () => {
    const { purchases, a, b, clock } = openPool()
    b.isDark = true
    a.faults.push(lostBy('a'))
    const charged = await purchases.buy(TELEGRAM).catch(error => error)
    await clock.advance(5_000)
    expect(await charged.reconcile()).toMatchObject({ id: 'a:1' })

    a.faults.push(() => {
      a.numbers.delete('a:2')
      return lostBy('a')()
    })
    const uncharged = await purchases.buy(TELEGRAM).catch(error => error)
    await clock.advance(HORIZON + 5_000)
    expect(await uncharged.reconcile()).toBeNull()
    await purchases.close()
  })

  it('closes what may have been sold by any of them only when all of them are seen', async () => {
    const { purchases, a, b, clock } = openPool()
    b.isDark = true
    a.faults.push(() => {
      a.numbers.clear()
      return Promise.reject(new Error('of its own'))
    })
    const error = await purchases.buy(TELEGRAM).catch(error => error)
    await clock.advance(HORIZON * 2)
    expect(await purchases.get(error.intentId)).toMatchObject({ state: 'unknown', asked: null })
    b.isDark = false
    await clock.advance(120_000)
    expect(await error.reconcile()).toBeNull()
    await purchases.close()
  })
})

describe('a reference', () => {
  const openShop = (honoursReference: 'proven' | 'unproven') => {
    const clock = new FakeClock()
    const shop = createShop(clock, 'made-up', { honoursReference })
    return { clock, shop, ...openDesk(clock, shop.provider) }
  }

  it('P33 that is proven brings the same activation again: one number, charged once', async () => {
    const { purchases, shop, clock } = openShop('proven')
    shop.faults.push(lostBy('made-up'), lostBy('made-up'))
    const bought = purchases.buy(TELEGRAM)
    await clock.advance(20_000)
    const { intent, snapshot } = await bought
    expect(shop.wire).toEqual([intent.id, intent.id, intent.id])
    expect([...shop.numbers.keys()]).toEqual([snapshot.id])
    await purchases.close()
  })

  it('P33 or «already exists», and then it is found on the list', async () => {
    const { purchases, shop, clock } = openShop('proven')
    shop.faults.push(...Array.from({ length: 4 }, () => lostBy('made-up')))
    const bought = purchases.buy(TELEGRAM).catch(error => error)
    await clock.advance(25_000)
    const error = await bought
    expect(error).toBeInstanceOf(PurchaseUnknownError)
    expect(new Set(shop.wire)).toEqual(new Set([error.intentId]))
    expect(shop.wire).toHaveLength(4)
    await clock.advance(5_000)
    expect(await error.reconcile()).toMatchObject({ id: 'made-up:1' })
    expect(shop.numbers.size).toBe(1)
    await purchases.close()
  })

  it('P34 that nobody has proven is sent once, however the answer is lost', async () => {
    const { purchases, shop, clock } = openShop('unproven')
    shop.faults.push(lostBy('made-up'))
    const error = await purchases.buy(TELEGRAM).catch(error => error)
    await clock.advance(5_000)
    expect(await error.reconcile()).toMatchObject({ id: 'made-up:1' })
    expect(shop.wire).toHaveLength(1)
    await purchases.close()
  })
})
