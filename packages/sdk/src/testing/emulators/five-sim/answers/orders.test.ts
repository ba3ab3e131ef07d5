import { describe, expect, it } from 'vitest'
import { shop } from '../__fixtures__/tiny-emulator.ts'

const MINUTE = 60_000

describe('following an order at the emulator of 5SIM', () => {
  it('is RECEIVED from the first look on, without an SMS; those that come add up', async () => {
    const { emulator, json, buy, row } = shop()
    const id = await buy()
    expect((await json('/user/orders?category=activation')).Data).toMatchObject([{ status: 'PENDING', sms: [] }])
    expect(await json(`/user/check/${id}`)).toMatchObject({ status: 'RECEIVED', sms: [] })
    expect(row(id)?.status).toBe('waiting')
    emulator.sms(id, { code: '48213' })
    await emulator.clock.advance(1_000)
    emulator.sms(`five-sim:${id}`, { text: 'Welcome' })
    const { status, sms } = await json(`/user/check/${id}`)
    expect([status, sms.map(({ code }: { code: string }) => code)]).toEqual(['RECEIVED', ['48213', '']])
    expect(sms[1]).toMatchObject({ sender: 'Telegram', text: 'Welcome', date: '2026-01-01T00:00:01Z' })
    expect(sms[1].created_at).toMatch(/^2026-01-01T00:00:01\.000\d{6}Z$/)
    expect(row(id)).toMatchObject({ status: 'received', sms: [{ code: '48213' }, { code: null }] })
    expect((await json(`/user/sms/inbox/${id}`)).Total).toBe(2)
  })

  it('ends after 15 minutes: given back without an SMS, done with one', async () => {
    const { emulator, json, buy, row } = shop()
    const [silent, used] = [await buy(), await buy()]
    emulator.sms(used)
    await emulator.clock.advance(15 * MINUTE - 1)
    expect(row(silent)?.status).toBe('waiting')
    await emulator.clock.advance(1)
    expect([(await json(`/user/check/${silent}`)).status, row(silent)?.status]).toEqual(['TIMEOUT', 'expired'])
    expect([(await json(`/user/check/${used}`)).status, row(used)?.status]).toEqual(['FINISHED', 'completed'])
    expect(emulator.ledger.balance).toBe('99.7500')
    expect(() => emulator.sms(silent)).toThrow(RangeError)
  })

  it.each([
    ['cancel', 'CANCELED'],
    ['ban', 'BANNED'],
  ])('%s gives back what has no SMS, once', async (action, status) => {
    const { emulator, json, get, buy, row } = shop()
    const [id, used] = [await buy(), await buy()]
    expect(await json(`/user/${action}/${id}`)).toMatchObject({ status })
    expect(row(id)).toMatchObject({ status: 'cancelled', refunded: '0.2500', charged: '0.0000' })
    expect(await get(`/user/${action}/${id}`)).toBe('400 order expired')
    expect(emulator.ledger.charges().map(({ amount }) => amount)).toEqual(['0.2500', '0.2500', '-0.2500'])
    emulator.sms(used)
    expect(await get(`/user/${action}/${used}`)).toBe('400 order has sms')
  })

  it('finish ends what has an SMS and nothing else', async () => {
    const { emulator, json, get, buy, row } = shop()
    const id = await buy()
    expect(await get(`/user/finish/${id}`)).toBe('400 order no sms')
    emulator.sms(id)
    expect(await json(`/user/finish/${id}`)).toMatchObject({ status: 'FINISHED', sms: [{}] })
    expect(row(id)).toMatchObject({ status: 'completed', charged: '0.2500' })
    for (const action of ['finish', 'cancel', 'ban'])
      expect(await get(`/user/${action}/${id}`)).toBe('400 order expired')
  })

  it('knows no order of nobody: 404 where one looks, 400 where one acts', async () => {
    const { get } = shop()
    for (const path of ['check', 'sms/inbox']) expect(await get(`/user/${path}/7`)).toBe('404 order not found')
    for (const path of ['finish', 'cancel', 'ban']) expect(await get(`/user/${path}/7`)).toBe('400 order not found')
  })

  it('rents a number until its time is over; nothing is given back', async () => {
    const { emulator, json, get } = shop()
    const rental = await json('/user/buy/hosting/england/any/1day')
    expect(rental).toMatchObject({ product: '1day', price: 4.5, sms: [] })
    expect(Date.parse(rental.expires) - Date.parse(rental.created_at)).toBe(86_400_000)
    for (const action of ['cancel', 'ban', 'finish'])
      expect(await get(`/user/${action}/${rental.id}`)).toBe('400 hosting order')
    emulator.sms(String(rental.id), { code: '12345' })
    expect((await json(`/user/sms/inbox/${rental.id}`)).Data).toMatchObject([{ ID: 1, code: '12345', is_wave: false }])
    expect(emulator.ledger.rentals()).toMatchObject([{ status: 'active', hours: 24, sms: [{ code: '12345' }] }])
    expect((await json('/user/orders?category=hosting')).Data).toMatchObject([{ id: rental.id }])
    expect((await json('/user/orders?category=activation')).Data).toEqual([])
    await emulator.clock.advance(86_400_000)
    expect((await json(`/user/check/${rental.id}`)).status).toBe('FINISHED')
    expect(emulator.ledger.rentals()).toMatchObject([{ status: 'expired', charged: '4.5000', refunded: '0.0000' }])
    expect(emulator.ledger.activations()).toEqual([])
  })

  it('magic products: fast at once, slow after ten seconds, mute never, gone is given back', async () => {
    const { emulator, json, buy } = shop({ magicServices: true })
    const ids = await Promise.all(['fast', 'slow', 'mute', 'gone'].map(product => buy(`activation/usa/any/${product}`)))
    const counts = () => Promise.all(ids.map(async id => (await json(`/user/check/${id}`)).sms.length))
    expect(await counts()).toEqual([1, 0, 0, 0])
    await emulator.clock.advance(10_000)
    expect(await counts()).toEqual([1, 1, 0, 0])
    expect((await json(`/user/check/${ids[3]}`)).status).toBe('CANCELED')
    await expect(buy('activation/usa/any/lost')).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } })
    expect(emulator.ledger.activations().at(-1)).toMatchObject({ service: 'lost', charged: '0.1000' })
  })
})
