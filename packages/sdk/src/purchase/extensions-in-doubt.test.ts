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
})
