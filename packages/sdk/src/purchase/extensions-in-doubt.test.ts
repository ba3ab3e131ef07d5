import { describe, expect, it } from 'vitest'
import { ProviderUnavailableError } from '../errors/transport.ts'
import type { RentalSnapshot } from '../provider/rental-snapshot.ts'
import type { RentalsFacet } from '../provider/rentals.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { createShop, openDesk } from './__fixtures__/renting.ts'
import { HORIZON } from './__fixtures__/scene.ts'
import { PurchaseUnknownError } from './unknown-error.ts'

const DAY = 24 * 3_600_000
const REQUEST = { service: 'telegram', country: 'GB', duration: { days: 1 } } as const
const lost = () => Promise.reject(new ProviderUnavailableError('lost', { provider: 'made-up' }))

async function rented(change: (rentals: RentalsFacet, clock: FakeClock) => RentalsFacet = rentals => rentals) {
  const clock = new FakeClock()
  const shop = createShop(clock, 'made-up')
  const { rentals } = shop.provider
  if (!rentals) throw new Error('a shop rents')
  const desk = openDesk(clock, { ...shop.provider, rentals: change(rentals, clock) }, 'shared')
  const { snapshot: rental } = await desk.purchases.rent(REQUEST)
  const end = (days: number) => new Date((rental.expiresAt?.getTime() ?? 0) + days * DAY)
  return { clock, shop, ...desk, rental, end, request: { rental, duration: { days: 1 } } as const }
}

async function unknownOf(buying: Promise<unknown>): Promise<PurchaseUnknownError> {
  const error = await buying.catch(error => error)
  if (error instanceof PurchaseUnknownError) return error
  throw error
}

describe('an extension in doubt', () => {
  it('P23 that is found does not cost what its rental did', async () => {
    const { purchases, rental, request, shop, clock } = await rented()
    shop.faults.push(lost)
    const error = await unknownOf(purchases.extend({ ...request, maxPrice: '2' }))
    await clock.advance(HORIZON)
    expect(rental.price).not.toBeNull()
    expect(await purchases.get(error.intentId)).toMatchObject({
      state: 'confirmed',
      flags: ['price_untold'],
      snapshot: { id: rental.id, price: null },
    })
    await purchases.close()
  })

  it('E20 P02 is not closed by an answer that does not tell the end of its rental', async () => {
    const { purchases, request, shop, clock } = await rented(({ list: _, fetch, ...rentals }) => ({
      ...rentals,
      fetch: async (id, call) => {
        const { id: whole, provider, nativeId, observedAt, phone } = await fetch(id, call)
        return { id: whole, provider, nativeId, observedAt, status: 'active', ...(phone && { phone }) }
      },
    }))
    shop.faults.push(lost)
    const error = await unknownOf(purchases.extend(request))
    await clock.advance(HORIZON + 30_000)
    expect(await purchases.get(error.intentId)).toMatchObject({ state: 'unknown' })
    await purchases.close()
  })

  it('E20 P30 is not given the time of another that is still on its way', async () => {
    const { purchases, rental, request, shop, clock, end } = await rented()
    shop.faults.push(async () => {
      shop.rentals.set(rental.id, rental) // it never came about
      await lost()
    })
    shop.faults.push(() => clock.sleep(20_000))
    const first = unknownOf(purchases.extend(request))
    const second = purchases.extend(request)
    const error = await first
    await clock.advance(10_000)
    expect(await purchases.get(error.intentId)).toMatchObject({ state: 'unknown' })
    await clock.advance(10_000)
    expect((await second).snapshot.expiresAt).toEqual(end(1))
    await purchases.close()
  })

  it('E20 P30 is not closed where the one that owns the end got more time than it bought', async () => {
    const late = [1_000]
    const { purchases, rental, request, shop, clock, end } = await rented(({ extend, ...rentals }, clock) => ({
      ...rentals,
      extend: async (order, call) => {
        const delay = late.shift() // what was sent first is worked on last: its answer names the end of both
        if (delay) await clock.sleep(delay)
        return (await extend?.(order, call)) as RentalSnapshot
      },
    }))
    const first = purchases.extend(request)
    await clock.advance(500)
    shop.faults.push(lost)
    const error = await unknownOf(purchases.extend(request))
    await clock.advance(1_000)
    expect((await first).snapshot.expiresAt).toEqual(end(2))
    await clock.advance(HORIZON + 30_000)
    expect(await purchases.get(error.intentId)).toMatchObject({ state: 'unknown' })
    expect(await purchases.resolve(error.intentId, rental.id)).toMatchObject({ id: rental.id, expiresAt: end(2) })
    expect(await purchases.get(error.intentId)).toMatchObject({
      state: 'confirmed',
      activationId: `${rental.id}@${error.intentId}`,
    })
    await purchases.close()
  })
})
