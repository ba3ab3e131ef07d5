import { describe, expect, it } from 'vitest'
import { RENT, rentalShop } from '../__fixtures__/rental-shop.ts'

const START = Date.UTC(2026, 0, 1)
const HOUR = 3_600_000

describe('renting a number', () => {
  it('answers like getNumberV2, charges, and lowers the stock', async () => {
    const { emulator, json } = rentalShop()
    const sold = await json(`${RENT}&duration=24`)
    expect(sold).toMatchObject({
      activationCost: 2,
      countryCode: 187,
      activationTime: '2026-01-01T00:00:00+00:00',
      activationEndTime: '2026-01-02T00:00:00+00:00',
      subtype: 2,
      serviceCode: 'tg',
      status: 4,
    })
    expect(emulator.ledger.balance).toBe('98.0000')
    expect(emulator.ledger.activations()).toEqual([])
    expect(emulator.ledger.rentals()).toMatchObject([
      {
        id: sold.activationId,
        status: 'active',
        hours: 24,
        price: '2.0000',
        charged: '2.0000',
        endsAt: START + 24 * HOUR,
        extensions: [],
        params: { service: 'tg', country: '187', duration: '24' },
      },
    ])
    expect(emulator.rentals.offersOf('187', 'tg').find(({ hours }) => hours === 24)?.stock).toBe(9)
  })

  it.each([
    ['service=tg&country=187&duration=25', /^400 {"title":"BAD_DURATION".*"available_durations":\[.*24,.*168/],
    ['service=tg&country=187&duration=soon', /^400 {"title":"BAD_DURATION"/],
    ['service=none&country=187&duration=24', /^400 {"title":"WRONG_SERVICE"/],
    ['service=tg&country=999&duration=24', /^400 {"title":"WRONG_COUNTRY"/],
    ['service=wa&country=16&duration=24', /^400 {"title":"BAD_SERVICE"/],
    ['service=tg&country=187&duration=24&operator=none', /^404 {"title":"NO_NUMBERS"/],
    ['service=tg&country=187&duration=24&currency=978', /^400 {"title":"WRONG_CURRENCY"/],
    ['service=tg&country=187', /^422 .*"field":"duration"/],
  ])('refuses %s and charges nothing', async (query, refusal) => {
    const { emulator, get } = rentalShop()
    expect(await get(`getRentNumber&${query}`)).toMatch(refusal)
    expect(emulator.ledger.charges()).toEqual([])
  })

  it('refuses what is sold out, and what the account cannot pay', async () => {
    const { emulator, get } = rentalShop({ balance: '1' })
    expect(await get(`${RENT}&duration=24`)).toMatch(/^402 {"title":"NO_BALANCE"/)
    emulator.rentals.setOffer('187', 'tg', 24, { price: '1', stock: 0 })
    expect(await get(`${RENT}&duration=24`)).toMatch(/^404 {"title":"NO_NUMBERS"/)
  })
})

describe('the life of a rental', () => {
  it('gathers SMS until its time is over, which gives nothing back', async () => {
    const { emulator, get, json, rent, rental } = rentalShop()
    const id = await rent()
    expect(await get(`getStatus&id=${id}`)).toBe('STATUS_WAIT_CODE')
    for (let count = 1; count <= 3; count += 1) emulator.sms(id, { text: `code 12${count}`, code: `12${count}` })
    expect(await get(`getStatus&id=${id}`)).toBe('STATUS_OK:123')
    const page = await json(`getAllSms&id=${id}&size=2&page=2`)
    expect(page).toMatchObject({ data: [{ code: '123' }], meta: { total: 3, service: 'tg' } })
    await emulator.clock.advance(24 * HOUR)
    expect(rental(id)).toMatchObject({ status: 'expired', charged: '2.0000', refunded: '0.0000', sms: [{}, {}, {}] })
    expect(await get(`getStatus&id=${id}`)).toBe('STATUS_CANCEL')
    expect(emulator.ledger.balance).toBe('98.0000')
    expect(await json('getHistory')).toMatchObject([{ id, status: '6', cost: 2 }])
  })

  it('stands in the list of activations, told apart by its subtype, on the same pages', async () => {
    const { json, buy, rent } = rentalShop()
    const ids = [await buy(), await rent(), await buy()]
    const { data } = await json('getActiveActivations')
    expect(data.map((row: Record<string, string>) => [row['activationId'], row['subtype']])).toEqual([
      [ids[2], '1'],
      [ids[1], '2'],
      [ids[0], '1'],
    ])
    const { data: second } = await json('getActiveActivations&start=1&limit=1')
    expect(second).toMatchObject([{ activationId: ids[1], activationCost: 2 }])
  })

  it('is given back for its price from the second minute to the twentieth, before an SMS', async () => {
    const { emulator, set, rent, rental } = rentalShop()
    const [early, late, used] = [await rent(), await rent(), await rent()]
    emulator.sms(used)
    expect(await set(early, '8')).toMatch(/^409 {"title":"EARLY_CANCEL_DENIED".*"minActivationTime":120/)
    await emulator.clock.advance(120_000)
    expect(await set(early, '8')).toBe('ACCESS_CANCEL')
    expect(await set(used, '8')).toMatch(/^409 {"title":"NEW_OTP_RECEIVED"/)
    expect(await set(used, '8')).toMatch(/^409 {"title":"OTP_RECEIVED"/)
    await emulator.clock.advance(18 * 60_000 + 1)
    expect(await set(late, '8')).toMatch(/^409 {"title":"FREE_CANCELLATION_EXPIRED"/)
    expect(rental(early)).toMatchObject({ status: 'cancelled', charged: '0.0000', refunded: '2.0000' })
    expect(emulator.ledger.balance).toBe('96.0000')
  })

  it('is ended by its owner at any time, with or without an SMS', async () => {
    const { get, set, rent, rental } = rentalShop()
    const [one, other] = [await rent(), await rent()]
    expect(await set(one, '3')).toMatch(/^400 {"title":"BAD_STATUS"/)
    expect(await set(one, '6')).toBe('ACCESS_ACTIVATION')
    expect(await get(`finishActivation&id=${other}`)).toBe('204 ')
    expect(await set(one, '8')).toMatch(/^409 {"title":"ACTIVATION_NOT_ACTIVE"/)
    expect(rental(one)).toMatchObject({ status: 'completed', charged: '2.0000' })
  })

  it('may be of a magic service, which keeps to its script', async () => {
    const { emulator, get } = rentalShop({ magicServices: true })
    const [hours] = emulator.rentals.offersOf('187', 'twin').map(offer => offer.hours)
    const { activationId } = JSON.parse(await get(`getRentNumber&service=twin&country=187&duration=${hours}`))
    await emulator.clock.advance(15_000)
    expect(JSON.parse(await get(`getAllSms&id=${activationId}`)).meta.total).toBe(2)
    await expect(get(`getRentNumber&service=lost&country=187&duration=${hours}`)).rejects.toThrow('fetch failed')
    expect(emulator.ledger.rentals()).toHaveLength(2)
  })
})
