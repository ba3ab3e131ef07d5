import { describe, expect, it } from 'vitest'
import { shop } from '../__fixtures__/tiny-emulator.ts'

describe('the account at the emulator of 5SIM', () => {
  it('lists orders page by page, operators with a capital', async () => {
    const { json, get, buy, operators } = shop()
    const ids = []
    for (let count = 0; count < 5; count += 1) ids.push(Number(await buy()))
    const page = async (query: string) => {
      const { Data, Total } = await json(`/user/orders?category=activation&order=id&${query}`)
      expect(Total).toBe(5)
      return Data.map(({ id }: { id: number }) => id)
    }
    expect(await page('limit=2&reverse=true')).toEqual([ids[4], ids[3]])
    expect(await page('limit=2&offset=4&reverse=true')).toEqual([ids[0]])
    expect(await page('limit=3')).toEqual(ids.slice(0, 3))
    const { Data } = await json('/user/orders?category=activation')
    const [first = ''] = operators
    expect(Data[0].operator).toBe(first.charAt(0).toUpperCase() + first.slice(1))
    expect(await get('/user/orders')).toBe('400 category is empty')
  })

  it('P22 payments add up to the balance, at each row', async () => {
    const { emulator, json, get, buy } = shop({ balance: '12.3425' })
    await get(`/user/cancel/${await buy()}`)
    await buy()
    const { Data, Total } = await json('/user/payments')
    const rows = Data.map(({ TypeName, Amount, Balance }: Record<string, unknown>) => [TypeName, Amount, Balance])
    expect(rows).toEqual([
      ['charge', 12.3425, 12.3425],
      ['buy', -0.25, 12.0925],
      ['refund', 0.25, 12.3425],
      ['buy', -0.25, 12.0925],
    ])
    expect([Total, emulator.ledger.balance]).toEqual([4, '12.0925'])
  })

  it('loses its rating with numbers given back, and may not buy for a day at nothing', async () => {
    const { emulator, json, get, buy } = shop({ balance: '1000' })
    await get(`/user/cancel/${await buy()}`)
    expect((await json('/user/profile')).rating).toBe(95.9)
    emulator.sms(await buy())
    await emulator.clock.advance(900_000)
    expect((await json('/user/profile')).rating).toBe(96)
    for (let count = 0; count < 960; count += 1) await get(`/user/ban/${await buy()}`)
    expect((await json('/user/profile')).rating).toBe(0)
    expect(await get('/user/buy/activation/england/any/telegram')).toBe('400 not enough rating')
    await emulator.clock.advance(86_400_000)
    expect((await json('/user/profile')).rating).toBe(96)
    expect(await get('/user/buy/activation/england/any/telegram')).toMatch(/^{"id"/)
  })
})
