import { describe, expect, it } from 'vitest'
import { OutOfStockError } from '../errors/catalog.ts'
import { PurchaseHeldError } from '../errors/purchase.ts'
import { ProviderUnavailableError } from '../errors/transport.ts'
import type { PurchaseReport } from '../provider/outcome.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { createShop, openDesk } from './__fixtures__/renting.ts'
import { PurchaseUnknownError } from './unknown-error.ts'

const TELEGRAM = { service: 'telegram', country: 'GB' } as const
const RENTAL = { ...TELEGRAM, duration: { days: 1 } } as const
const lost = () => Promise.reject(new ProviderUnavailableError('the connection was cut'))

/** A provider that keeps purchases by their reference, and what it was asked about. */
function open(report: () => PurchaseReport | Promise<PurchaseReport>) {
  const clock = new FakeClock()
  const shop = createShop(clock, 'made-up', { honoursReference: 'proven' })
  const asked: unknown[] = []
  const provider = {
    ...shop.provider,
    outcomeOf: async (reference: unknown) => {
      asked.push(reference)
      return report()
    },
  }
  return { clock, shop, asked, ...openDesk(clock, provider, 'shared') }
}

describe('a provider that keeps purchases by their reference', () => {
  it('P01 tells what an unknown purchase bought, and no list is looked at', async () => {
    const { purchases, shop, clock, asked } = open(() => ({
      kind: 'bought',
      snapshot: [...shop.numbers.values()].at(-1) ?? shop.sell(),
    }))
    shop.faults.push(lost, lost, lost, lost)
    const buying = purchases.buy(TELEGRAM, { idempotencyKey: 'mine' }).catch(error => error)
    await clock.advance(25_000)
    const error = await buying
    expect(error).toBeInstanceOf(PurchaseUnknownError)
    shop.isDark = true
    await clock.advance(5_000)
    expect(await error.reconcile()).toMatchObject({ provider: 'made-up' })
    expect(asked[0]).toEqual({ intentId: error.intentId, idempotencyKey: 'mine' })
    await purchases.close()
  })

  it('tells that it bought nothing: that is the end of it', async () => {
    const { purchases, shop, clock } = open(() => ({ kind: 'nothing' }))
    shop.faults.push(lost, lost, lost, lost)
    const buying = purchases.buy(TELEGRAM).catch(error => error)
    await clock.advance(30_000)
    expect(await (await buying).reconcile()).toBeNull()
    await purchases.close()
  })

  it.each([
    ['has heard of no such purchase', () => ({ kind: 'missing' }) as const, null],
    ['cannot tell either', () => ({ kind: 'unknown' }) as const, 'unknown'],
    ['does not answer', () => Promise.reject(new Error('dark')), 'unknown'],
  ])(
    'P02 that %s is asked again; only what never arrived is closed, after its horizon',
    async (_, report, expected) => {
      const { purchases, shop, clock, asked } = open(report)
      shop.faults.push(lost, lost, lost, lost)
      const buying = purchases.buy(TELEGRAM).catch(error => error)
      await clock.advance(30_000)
      const { intentId } = await buying
      expect((await purchases.get(intentId)).state).toBe('unknown')
      await clock.advance(600_000)
      expect((await purchases.get(intentId)).state).toBe(expected ?? 'not_purchased')
      expect(asked.length).toBeGreaterThan(3)
      await purchases.close()
    },
  )

  it('P33 E20 has rentals and extensions sent again, too, under the same reference', async () => {
    const { purchases, shop, clock } = open(() => ({ kind: 'unknown' }))
    shop.faults.push(lost)
    const renting = purchases.rent(RENTAL)
    await clock.advance(10_000)
    const { intent, snapshot } = await renting
    expect(shop.wire).toEqual([intent.id, intent.id])
    shop.faults.push(lost)
    const extending = purchases.extend({ rental: snapshot, duration: { days: 1 } })
    await clock.advance(10_000)
    const { intent: extension } = await extending
    expect(shop.wire.slice(2)).toEqual([extension.id, extension.id])
    await purchases.close()
  })

  it('P33 a refusal of the repeat counts where nothing was bought under the reference, and only there', async () => {
    for (const [report, code] of [
      [{ kind: 'nothing' }, 'out_of_stock'],
      [{ kind: 'unknown' }, 'purchase_unknown'],
    ] as const) {
      const { purchases, shop, clock } = open(() => report)
      const refused = () => Promise.reject(new OutOfStockError('none left', { provider: 'made-up', rejected: true }))
      shop.faults.push(lost, refused, refused, refused)
      const buying = purchases.buy(TELEGRAM).catch(error => error)
      await clock.advance(30_000)
      expect(await buying).toMatchObject({ code })
      await purchases.close()
    }
  })

  it('held back by the ledger behind it, a purchase may be made again under the same key', async () => {
    const { purchases, shop, clock } = open(() => ({ kind: 'missing' }))
    const facts = { provider: 'made-up', rejected: true, retryAfter: 5_000, intentId: 'another' }
    shop.faults.push(() => Promise.reject(new PurchaseHeldError('another one is unknown', facts)))
    const options = { idempotencyKey: 'mine' }
    await expect(purchases.buy(TELEGRAM, options)).rejects.toMatchObject({ code: 'purchase_held', retryAfter: 5_000 })
    expect(shop.wire).toHaveLength(1)
    const { intent } = await purchases.buy(TELEGRAM, options)
    expect([intent.state, shop.wire.length]).toEqual(['confirmed', 2])
    await clock.advance(0)
    await purchases.close()
  })
})
