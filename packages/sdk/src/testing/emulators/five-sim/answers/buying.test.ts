import { describe, expect, it } from 'vitest'
import { shop } from '../__fixtures__/tiny-emulator.ts'

describe('buying at the emulator of 5SIM', () => {
  it('charges exactly, answers the order as it is, and is one number poorer', async () => {
    const { emulator, json, row, operators } = shop({ balance: '12.3425' })
    const order = await json(`/user/buy/activation/england/${operators[1]}/telegram?reuse=1`)
    expect(order).toMatchObject({
      operator: operators[1],
      product: 'telegram',
      price: 0.3425,
      status: 'PENDING',
      sms: null,
    })
    expect(order.phone).toMatch(/^\+447700\d+$/)
    expect(order.created_at).toMatch(/^2026-01-01T00:00:00\.000\d{6}Z$/)
    expect(Date.parse(order.expires) - Date.parse(order.created_at)).toBe(900_000)
    expect(row(String(order.id))).toMatchObject({
      service: 'telegram',
      country: 'england',
      phone: order.phone.slice(1),
      charged: '0.3425',
      status: 'waiting',
      params: { country: 'england', operator: operators[1], product: 'telegram', reuse: '1' },
    })
    expect(emulator.ledger.balance).toBe('12.0000')
    expect(emulator.catalog.offer('england', 'telegram')?.stock).toBe(1_027)
    expect((await json('/user/profile')).balance).toBe(12)
  })

  it.each([
    ['activation/usa/any/whatsapp', 'no free phones'],
    ['activation/england/any/whatsapp', 'no free phones'],
    ['activation/atlantis/any/telegram', '400 bad country'],
    ['activation/england/nobody/telegram', '400 bad operator'],
    ['activation/england/any/nothing', '400 no product'],
    ['activation/usa/any/telegram', '400 not enough user balance'],
    ['activation/england/any/1day', '400 no product'],
    ['hosting/england/any/telegram', '400 no product'],
    ['hosting/usa/any/10days', 'no free phones'],
    ['hosting/england/any/1day', '400 not enough user balance'],
  ])('P18 %s is refused with "%s", and sells nothing', async (what, words) => {
    const { emulator, ask, get } = shop({ balance: '0.4' })
    expect(await get(`/user/buy/${what}`)).toBe(words)
    expect((await ask(`/user/buy/${what}`)).headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect([emulator.ledger.activations(), emulator.ledger.rentals(), emulator.ledger.charges()]).toEqual([[], [], []])
  })

  it('keeps to maxPrice where any operator will do, and does not read it otherwise', async () => {
    const { get, json, operators } = shop()
    expect(await get('/user/buy/activation/england/any/telegram?maxPrice=0.2499')).toBe('no free phones')
    expect(await json('/user/buy/activation/england/any/telegram?maxPrice=0.25')).toMatchObject({ price: 0.25 })
    expect(await json(`/user/buy/activation/england/${operators[1]}/telegram?maxPrice=0.1`)).toMatchObject({
      price: 0.3425,
    })
  })

  it("keeps to the account's own cap, which maxPrice overrides", async () => {
    const { ask, get, json } = shop()
    const cap = (method: string, body: object) =>
      get('/user/max-prices', { method, body: JSON.stringify(body), headers })
    const headers = { authorization: 'Bearer emulator-key' }
    expect(await cap('POST', { product_name: 'telegram', price: 0.2 })).toBe('ok')
    expect(await json('/user/max-prices')).toMatchObject([{ id: 1, product: 'telegram', price: 0.2 }])
    expect(await get('/user/buy/activation/england/any/telegram')).toBe('no free phones')
    expect((await ask('/user/buy/activation/england/any/telegram?maxPrice=1')).status).toBe(200)
    expect(await cap('POST', { price: 1 })).toBe('400 product_name is empty')
    expect(await cap('POST', { product_name: 'telegram' })).toBe('400 any error')
    expect(await cap('DELETE', { product_name: 'telegram' })).toBe('ok')
    expect(await cap('DELETE', { product_name: 'telegram' })).toBe('400 record not found')
    expect(await json('/user/max-prices')).toEqual([])
  })

  it('takes any country for any, the cheapest', async () => {
    const { json } = shop()
    expect(await json('/user/buy/activation/any/any/telegram')).toMatchObject({ country: 'england', price: 0.25 })
  })

  it('sells a number again that was bought for that, at its price and for a day', async () => {
    const { emulator, get, json, buy } = shop()
    const again = (phone: string) => get(`/user/reuse/telegram/${phone.slice(1)}`)
    const first = await json('/user/buy/activation/england/any/telegram?reuse=1')
    expect(await again(first.phone)).toBe('400 reuse not possible')
    await get(`/user/cancel/${first.id}`)
    const second = JSON.parse(await again(first.phone))
    expect(second).toMatchObject({ phone: first.phone, price: 0.25, status: 'PENDING' })
    expect(second.id).not.toBe(first.id)
    const other = await buy()
    await get(`/user/cancel/${other}`)
    const plain = emulator.ledger.activations().at(-1)?.phone
    expect(await again(`+${plain}`)).toBe('400 reuse false')
    await emulator.clock.advance(2 * 86_400_000)
    expect(await again(first.phone)).toBe('400 reuse expired')
    expect(await again('+12025550100')).toBe('400 reuse not possible')
  })

  it('no two orders share an id, no two numbers a phone', async () => {
    const { emulator, buy } = shop()
    for (let count = 0; count < 200; count += 1) await buy()
    const rows = emulator.ledger.activations()
    expect(new Set(rows.map(({ id }) => id)).size).toBe(200)
    expect(new Set(rows.map(({ phone }) => phone)).size).toBe(200)
    expect(emulator.ledger.balance).toBe('50.0000')
  })
})
