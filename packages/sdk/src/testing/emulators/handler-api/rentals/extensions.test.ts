import { describe, expect, it } from 'vitest'
import { rentalShop } from '../__fixtures__/rental-shop.ts'

const START = Date.UTC(2026, 0, 1)
const HOUR = 3_600_000

describe('extending a rental', () => {
  const rented = async (options: Parameters<typeof rentalShop>[0] = {}) => {
    const all = rentalShop(options)
    const id = await all.rent()
    await all.emulator.clock.advance(120_000)
    return { ...all, ...all.emulator, id }
  }

  it('charges, and moves the end', async () => {
    const { ledger, clock, get, extend, rental, id } = await rented()
    expect(JSON.parse(await extend(id, 168))).toMatchObject({
      activationId: id,
      activationCost: 7,
      activationEndTime: '2026-01-09T00:00:00+00:00',
      subtype: 2,
    })
    expect(ledger.balance).toBe('93.0000')
    expect(rental(id)).toMatchObject({
      hours: 24,
      price: '2.0000',
      charged: '7.0000',
      endsAt: START + 192 * HOUR,
      extensions: [{ at: START + 120_000, hours: 168, price: '5.0000' }],
    })
    await clock.advance(192 * HOUR - 120_001)
    expect(rental(id)).toMatchObject({ status: 'active' })
    await clock.advance(1)
    expect(rental(id)).toMatchObject({ status: 'expired', charged: '7.0000' })
    expect(JSON.parse(await get(`prolongHistory&id=${id}`))).toEqual({
      data: [{ userPrice: 5, hours: 168, createDate: '2026-01-01T03:02:00+03:00', payerType: 'client' }],
    })
  })

  it('is asked for by POST alone', async () => {
    const { get, id, ledger } = await rented()
    expect(await get(`prolong&id=${id}&duration=24`)).toMatch(/^404 {"title":"BAD_ACTION"/)
    expect(ledger.charges()).toHaveLength(1)
  })

  it('is refused for lengths nobody sells, and for more hours than a number can be had', async () => {
    const { extend, id, clock, get } = await rented()
    expect(await extend(id, 25)).toMatch(/^400 .*"min":24,"max":720,"available_durations":\[24,72,168,720\]/)
    await clock.advance(HOUR)
    await extend(id, 720)
    expect(await extend(id, 720)).toMatch(/^400 {"title":"MAX_HOURS_EXCEED".*"max":696/)
    const { data } = JSON.parse(await get(`prolongOptions&id=${id}`))
    expect(data.options).toMatchObject([
      { price: 2, duration: { unit: 'hour', value: 24 } },
      { duration: { value: 72 } },
      { price: 5, duration: { value: 168 } },
    ])
  })

  it('is refused right after the sale, after the end, without money, and for an activation', async () => {
    const { rent, extend, buy, post, get, clock, id } = await rented({ balance: '6' })
    const young = await rent()
    expect(await extend(young, 24)).toMatch(/^400 {"title":"FREEZE_PERIOD_NOT_REACHED".*"retry_after_seconds":120/)
    expect(await extend(id, 168)).toMatch(/^402 {"title":"NO_BALANCE"/)
    expect(await extend(await buy(), 24)).toMatch(/^400 {"title":"ACTION_NOT_AVAILABLE"/)
    expect(await extend('3', 24)).toMatch(/^404 {"title":"NOT_FOUND"/)
    expect(await post('prolong&id=x&duration=24')).toMatch(/^422 .*"field":"id"/)
    await clock.advance(24 * HOUR)
    expect(await extend(id, 24)).toMatch(/^400 {"title":"ACTION_NOT_AVAILABLE"/)
    expect(await get(`prolongOptions&id=${id}`)).toMatch(/^400 {"title":"ACTION_NOT_AVAILABLE"/)
  })

  it('is given back with the rental', async () => {
    const { extend, set, rental, ledger, id } = await rented()
    await extend(id, 168)
    expect(await set(id, '8')).toBe('ACCESS_CANCEL')
    expect(rental(id)).toMatchObject({ charged: '0.0000', refunded: '7.0000' })
    expect(ledger.balance).toBe('100.0000')
  })
})
