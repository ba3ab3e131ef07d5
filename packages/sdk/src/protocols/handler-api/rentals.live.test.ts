import { describe, expect, it } from 'vitest'
import { heroSms } from '../../providers/hero-sms/index.ts'
import { createHandlerApiEmulator, FakeClock } from '../../testing/index.ts'

const MINUTE = 60_000

function setup() {
  const clock = new FakeClock(Date.now())
  const emulator = createHandlerApiEmulator({ clock, autoSms: false, size: { services: 8, countries: 8 } })
  const { apiKey, fetch } = emulator
  const { rentals, activations } = heroSms({ apiKey, fetch, requestsPerSecond: 10_000 })
  const { offers } = emulator.catalog
  const found = [...offers()].find(
    ({ country, service, stock }) =>
      stock > 20 && emulator.rentals.offersOf(country, service).some(one => one.stock > 5),
  )
  const { service, country } = found ?? expect.fail('nothing to rent')
  const hours = emulator.rentals.offersOf(country, service).find(one => one.stock > 5)?.hours ?? expect.fail('no hours')
  const wanted = { service: { nativeId: service }, country: { nativeId: country } }
  const order = { intentId: 'intent', ...wanted, duration: { hours } }
  return { ...emulator, rentals, activations, wanted, order, hours, rent: () => rentals.rent(order, {}) }
}

describe('rentals of hero-sms before its emulator', () => {
  it('offers what can be rented, and rents it until the end it names', async () => {
    const { rentals, wanted, order, hours, ledger } = setup()
    const offers = await rentals.offers(wanted, {})
    const offer = offers.find(one => one.hours === hours) ?? expect.fail('not offered')
    expect(offer).toMatchObject({ provider: 'hero-sms', kind: 'rental', country: { nativeId: order.country.nativeId } })
    const everywhere = await rentals.offers({ service: wanted.service }, {})
    expect(everywhere).toEqual(expect.arrayContaining([...offers]))
    const rental = await rentals.rent(order, {})
    expect(rental).toMatchObject({ kind: 'rental', status: 'active', price: offer.price, messages: [] })
    expect(Number(rental.expiresAt) - Number(rental.soldAt)).toBe(hours * 60 * MINUTE)
    expect(ledger.charges()).toHaveLength(1)
  })

  it('E21 tells every SMS once, oldest first, however many pages they fill', async () => {
    const { rentals, rent, sms, clock } = setup()
    const { id, nativeId } = await rent()
    expect(await rentals.fetch(id, {})).toMatchObject({ status: 'active', messages: [] })
    const codes = Array.from({ length: 250 }, (_, index) => String(1_000 + index))
    for (const code of codes) {
      sms(nativeId, { code })
      await clock.advance(1_000)
    }
    const { messages = [] } = await rentals.fetch(id, {})
    expect(messages.map(({ code }) => code)).toEqual(codes)
    expect(new Set(messages.map(message => message.id)).size).toBe(codes.length)
  })

  it('keeps rentals and activations apart on the list they share', async () => {
    const { rentals, activations, rent, wanted, clock } = setup()
    const rental = await rent()
    const activation = await activations.purchase({ intentId: 'other', ...wanted }, {})
    await clock.advance(MINUTE)
    expect((await rentals.list?.({}))?.map(({ id }) => id)).toEqual([rental.id])
    expect((await activations.list?.({}))?.map(({ id }) => id)).toEqual([activation.id])
    const seen = await activations.fetchMany?.([rental.id, activation.id], {})
    expect([...(seen?.keys() ?? [])]).toEqual([activation.id])
  })

  it('extends a rental by a length that it offers', async () => {
    const { rentals, rent, ledger, clock } = setup()
    const rental = await rent()
    await clock.advance(3 * 60 * MINUTE)
    const [option] = (await rentals.extensions?.(rental.id, {})) ?? []
    const { hours, price } = option ?? expect.fail('no extension')
    const longer = await rentals.extend?.({ intentId: 'more', rental, duration: { hours } }, {})
    expect(longer).toMatchObject({ id: rental.id, phone: rental.phone, status: 'active', price: null })
    expect(Number(longer?.expiresAt) - Number(rental.expiresAt)).toBe(hours * 60 * MINUTE)
    expect(ledger.charges().map(({ amount }) => Number(amount))).toContain(Number(price.amount))
    const refused = rentals.extend?.({ intentId: 'odd', rental, duration: { hours: 5 } }, {})
    await expect(refused).rejects.toMatchObject({ code: 'capability', rejected: true })
  })

  it.each(['commit-then-cut', 'commit-then-status', 'unknown-word', 'refusal-in-page'] as const)(
    'E20 an answer that is lost or garbled is unknown, never a refusal: %s',
    async fault => {
      const { rentals, rent, order, faults, ledger, clock } = setup()
      const rental = await rent()
      await clock.advance(3 * 60 * MINUTE) // before that it cannot be extended
      faults.inject({ kind: fault, times: 1 })
      const again = rentals.rent(order, {})
      await expect(again).rejects.toMatchObject({ rejected: false })
      await expect(again).rejects.not.toMatchObject({ code: 'purchase_not_sent' })
      faults.inject({ kind: fault, times: 1 })
      const duration = { hours: (await rentals.extensions?.(rental.id, {}))?.[0]?.hours ?? 24 }
      const extended = rentals.extend?.({ intentId: 'more', rental, duration }, {})
      await expect(extended).rejects.toMatchObject({ rejected: false })
      await expect(extended).rejects.not.toMatchObject({ code: 'purchase_not_sent' })
      expect(ledger.charges()).toHaveLength(3)
    },
  )

  it('takes a rental back from 2 to 20 minutes after its sale, without an SMS', async () => {
    const { rentals, rent, sms, clock } = setup()
    const [early, used, late] = [await rent(), await rent(), await rent()]
    await expect(rentals.cancel?.(early.id, {})).rejects.toMatchObject({ code: 'too_early_to_cancel' })
    await clock.advance(3 * MINUTE)
    expect(await rentals.cancel?.(early.id, {})).toMatchObject({ status: 'cancelled', refund: 'confirmed' })
    expect(await rentals.fetch(early.id, {})).toMatchObject({ status: 'closed', refund: 'confirmed' })
    sms(used.nativeId, { code: '1234' })
    await expect(rentals.cancel?.(used.id, {})).rejects.toMatchObject({ code: 'invalid_transition' })
    await clock.advance(20 * MINUTE)
    await expect(rentals.cancel?.(late.id, {})).rejects.toMatchObject({ code: 'invalid_transition' })
    expect(await rentals.complete?.(used.id, {})).toMatchObject({ status: 'completed', refund: 'none' })
  })

  it('sees one whose time is over', async () => {
    const { rentals, rent, clock, hours } = setup()
    const { id } = await rent()
    await clock.advance((hours + 1) * 60 * MINUTE)
    const seen = await rentals.fetch(id, {})
    expect(seen.status).toBe('closed')
    expect(await rentals.list?.({})).toEqual([])
  })

  it('is told apart from a number nobody knows', async () => {
    const { rentals } = setup()
    await expect(rentals.fetch('hero-sms:9', {})).rejects.toMatchObject({ code: 'not_found' })
  })
})
