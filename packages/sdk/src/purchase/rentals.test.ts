import { describe, expect, it } from 'vitest'
import { CapabilityError, ConfigurationError } from '../errors/access.ts'
import { IdempotencyConflictError, PriceCapError } from '../errors/purchase.ts'
import { ProviderUnavailableError } from '../errors/transport.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { createShop, openDesk } from './__fixtures__/renting.ts'
import { HORIZON } from './__fixtures__/scene.ts'
import type { AccountMode } from './api.ts'
import { PurchaseUnknownError } from './unknown-error.ts'

const DAY = 24 * 3_600_000
const REQUEST = { service: 'telegram', country: 'GB', duration: { days: 1 } } as const
const lost = () => Promise.reject(new ProviderUnavailableError('lost', { provider: 'made-up' }))

function open(mode: AccountMode = 'exclusive') {
  const clock = new FakeClock()
  const shop = createShop(clock, 'made-up')
  return { clock, shop, ...openDesk(clock, shop.provider, mode) }
}

async function unknownOf(buying: Promise<unknown>): Promise<PurchaseUnknownError> {
  const error = await buying.catch(error => error)
  if (error instanceof PurchaseUnknownError) return error
  throw error
}

describe('a rental', () => {
  it('is written down, sent once, and is the same again by its key', async () => {
    const { purchases, shop } = open()
    const { intent, snapshot } = await purchases.rent(REQUEST, { idempotencyKey: 'k' })
    expect(intent.targets).toMatchObject([{ kind: 'rental', hours: 24, extends: null }])
    expect(shop.wire).toEqual([intent.id])
    expect((await purchases.rent(REQUEST, { idempotencyKey: 'k' })).snapshot).toEqual(snapshot)
    const other = { ...REQUEST, duration: { hours: 48 } }
    await expect(purchases.rent(other, { idempotencyKey: 'k' })).rejects.toThrow(IdempotencyConflictError)
    const { duration: _, ...activation } = REQUEST
    await expect(purchases.buy(activation, { idempotencyKey: 'k' })).rejects.toThrow(IdempotencyConflictError)
    expect(shop.wire).toHaveLength(1)
    await purchases.close()
  })

  it.each([{ days: 0 }, { hours: 1.5 }, {}, { hours: 1, days: 1 }] as const)(
    'refuses %j as a duration',
    async duration => {
      const { purchases, shop } = open()
      const error = await purchases.rent({ ...REQUEST, duration: duration as never }).catch(error => error)
      expect(error).toBeInstanceOf(ConfigurationError)
      expect(error).toMatchObject({ operation: 'rentals.rent' })
      expect(shop.wire).toEqual([])
      expect(await purchases.open()).toEqual([])
    },
  )

  it('P22 holds the cap before, against an offer of the same length', async () => {
    const { purchases, shop } = open()
    const error = await purchases.rent({ ...REQUEST, maxPrice: '1' }).catch(error => error)
    expect(error).toBeInstanceOf(PriceCapError)
    expect(error).toMatchObject({ rejected: true, operation: 'rentals.rent' })
    const untold = purchases.rent({ ...REQUEST, duration: { hours: 5 }, maxPrice: '9' })
    await expect(untold).rejects.toMatchObject({ code: 'out_of_stock' })
    expect(shop.wire).toEqual([])
  })

  it('is a capability of the provider, asked for before anything is written', async () => {
    const clock = new FakeClock()
    const { rentals: _, ...provider } = createShop(clock, 'made-up').provider
    const { purchases } = openDesk(clock, provider)
    await expect(purchases.rent(REQUEST)).rejects.toThrow(CapabilityError)
    expect(await purchases.open()).toEqual([])
  })

  it('E20 P01 whose answer is lost is found on the list of rentals', async () => {
    const { purchases, shop, clock } = open()
    shop.faults.push(lost)
    const error = await unknownOf(purchases.rent(REQUEST))
    expect(error).toMatchObject({ operation: 'rentals.rent' })
    shop.sell() // an activation of the same service is something else
    await clock.advance(5_000)
    expect(await error.reconcile()).toEqual(shop.rentals.get('made-up:1'))
    expect(shop.wire).toHaveLength(1)
    await purchases.close()
  })

  it('E20 P02 that was never made is closed after the horizon', async () => {
    const { purchases, shop, clock } = open()
    shop.faults.push(() => {
      shop.rentals.clear()
      return lost()
    })
    const error = await unknownOf(purchases.rent(REQUEST))
    await clock.advance(HORIZON + 5_000)
    expect(await error.reconcile()).toBeNull()
    await purchases.close()
  })

  it('of somebody else is an orphan, and never given back, also on an exclusive account', async () => {
    const { purchases, shop, clock, heard } = open()
    await purchases.rent(REQUEST)
    const theirs = shop.rent(720, 'whatsapp')
    await clock.advance(60_000)
    expect(await purchases.orphans()).toMatchObject([{ activationId: theirs.id, flags: [] }])
    expect(heard).not.toContain('purchase:unwanted')
    await purchases.close()
  })

  it('that stands on both lists is one rental', async () => {
    const { purchases, shop, clock, heard } = open()
    const { snapshot } = await purchases.rent(REQUEST)
    const { kind: _, ...row } = snapshot
    shop.numbers.set(row.id, { ...row, status: 'waiting', rounds: 0, canRetry: null })
    const theirs = shop.rent(24, 'whatsapp')
    shop.numbers.set(theirs.id, { ...row, id: theirs.id, status: 'waiting', rounds: 0, canRetry: null })
    await clock.advance(60_000)
    expect(await purchases.orphans()).toMatchObject([
      { activationId: theirs.id, snapshot: { kind: 'rental' }, flags: [] },
    ])
    expect(heard).not.toContain('purchase:unwanted')
    await purchases.close()
  })
})

describe('an extension', () => {
  const rented = async (mode?: AccountMode) => {
    const desk = open(mode)
    const { snapshot: rental } = await desk.purchases.rent(REQUEST)
    return { ...desk, rental, request: { rental, duration: { days: 1 } } as const }
  }
  const endOf = (rental: { readonly expiresAt: Date | null }, days: number) =>
    new Date((rental.expiresAt?.getTime() ?? 0) + days * DAY)

  it('owns the time up to its new end, and is over for the lists at once', async () => {
    const { purchases, rental, request, shop } = await rented()
    const { intent, snapshot } = await purchases.extend(request, { idempotencyKey: 'e' })
    const end = endOf(rental, 1)
    expect(snapshot.expiresAt).toEqual(end)
    expect(intent).toMatchObject({ state: 'confirmed', activationId: `${rental.id}@${end.toISOString()}`, ended: true })
    const again = await purchases.extend({ ...request, rental: snapshot }, { idempotencyKey: 'e' }) // its end is later now
    expect(again.intent.id).toBe(intent.id)
    expect(shop.wire).toHaveLength(2)
    await purchases.close()
  })

  it.each(['shared', 'exclusive'] as const)('E20 whose answer is lost is seen by the later end: %s', async mode => {
    const { purchases, rental, request, shop, clock, heard } = await rented(mode)
    shop.faults.push(lost)
    const error = await unknownOf(purchases.extend(request))
    const held = purchases.extend(request).catch(error => error)
    expect(shop.wire).toHaveLength(2)
    await clock.advance(5_000)
    expect(await error.reconcile()).toMatchObject({ id: rental.id, expiresAt: endOf(rental, 1) })
    const { activationId, flags } = await purchases.get(error.intentId)
    expect(activationId).toBe(`${rental.id}@${endOf(rental, 1).toISOString()}`)
    expect(flags).toEqual(['price_untold'])
    await clock.advance(5_000)
    expect((await held).snapshot.expiresAt).toEqual(endOf(rental, 2)) // it was held, and then sent
    expect(heard).not.toContain('purchase:unwanted')
    await purchases.close()
  })

  it('E20 that was never made is closed after the horizon, with the old end in sight', async () => {
    const { purchases, rental, request, shop, clock } = await rented('shared')
    shop.faults.push(() => {
      shop.rentals.set(rental.id, rental)
      return lost()
    })
    const error = await unknownOf(purchases.extend(request))
    await clock.advance(HORIZON - 5_000)
    expect(await purchases.get(error.intentId)).toMatchObject({ state: 'unknown' })
    await clock.advance(10_000)
    expect(await error.reconcile()).toBeNull()
    await purchases.close()
  })

  it('E20 is not judged while its rental cannot be seen', async () => {
    const { purchases, request, shop, clock } = await rented()
    shop.faults.push(lost)
    shop.isDark = true
    const error = await unknownOf(purchases.extend(request))
    await clock.advance(HORIZON * 2)
    expect(await purchases.get(error.intentId)).toMatchObject({ state: 'unknown' })
    shop.isDark = false
    await clock.advance(60_000)
    expect(await purchases.get(error.intentId)).toMatchObject({ state: 'confirmed' })
    await purchases.close()
  })

  it('is never given back: above its cap it is kept and flagged, and who has left has it all the same', async () => {
    const { purchases, request, shop, clock, heard } = await rented()
    const { intent } = await purchases.extend({ ...request, maxPrice: '0.1' })
    expect(intent.flags).toEqual(['price_exceeded'])
    shop.faults.push(() => clock.sleep(5_000))
    const controller = new AbortController()
    const leaving = purchases
      .extend(request, { signal: controller.signal, idempotencyKey: 'left' })
      .catch(error => error)
    await clock.advance(1_000)
    controller.abort('enough')
    expect(await leaving).toBe('enough')
    await clock.advance(5_000)
    expect((await purchases.extend(request, { idempotencyKey: 'left' })).intent.flags).toEqual(['aborted'])
    expect(heard).not.toContain('purchase:unwanted')
    await purchases.close()
  })
})
