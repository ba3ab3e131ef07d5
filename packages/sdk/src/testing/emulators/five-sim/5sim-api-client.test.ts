import { FiveSim } from '5sim-api'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { shop } from './__fixtures__/tiny-emulator.ts'

/**
 * Another client of somebody else's. Its address is fixed and its HTTP library baked in, which takes the global `fetch`:
 * the emulator's stands in for that. Trusted: the balance, buying, cancelling, banning, waiting for an SMS, the list.
 * Its own mistakes, which are not judged here:
 * - `finishNumber` cancels;
 * - `buyActivationNumber` drops `maxPrice` and `reuse`;
 * - `no free phones` with 200 becomes an order without a single member;
 * - every refusal becomes one error without the host's words;
 * - `waitForSMS` takes the first SMS, not the latest, and goes on asking about an order that has ended.
 */
describe('the 5sim-api package', () => {
  const { emulator, row, operators } = shop({ balance: '12.3425' })
  const { ledger } = emulator
  const order = { country: 'england', operator: 'any', product: 'telegram' }
  const client = new FiveSim(emulator.apiKey)

  beforeAll(() => {
    vi.stubGlobal('fetch', emulator.fetch)
  })
  afterAll(() => {
    vi.unstubAllGlobals()
  })

  it('buys, waits for the SMS, and agrees on the money', async () => {
    const { id, phone, price } = await client.buyActivationNumber({ ...order, operator: operators[1] ?? '' })
    expect([phone, price]).toEqual([`+${row(String(id))?.phone}`, 0.3425])
    expect(await client.getUserBalance()).toMatchObject({ balance: 12, rating: 96 })
    emulator.sms(String(id), { code: '48213' })
    expect(await client.waitForSMS({ id: String(id) })).toMatchObject({ code: '48213', sender: 'Telegram' })
    expect(row(String(id))?.status).toBe('received')
  })

  it('gives back by cancel and by ban', async () => {
    const [one, two] = [await client.buyActivationNumber(order), await client.buyActivationNumber(order)]
    expect((await client.cancelNumber(one.id)).status).toBe('CANCELED')
    expect((await client.banNumber(two.id)).status).toBe('BANNED')
    expect([one, two].map(({ id }) => row(String(id))?.charged)).toEqual(['0.0000', '0.0000'])
    expect((await client.getUserBalance()).balance).toBe(Number(ledger.balance))
  })

  it('cancels where it was to finish: the host refuses, and the order stays open', async () => {
    const { id } = await client.buyActivationNumber(order)
    emulator.sms(String(id))
    await expect(client.finishNumber(id)).rejects.toThrow('400')
    expect([row(String(id))?.status, ledger.count('finish')]).toEqual(['received', 0])
  })

  it('rents a number', async () => {
    const { id, product } = await client.buyHostingNumber({ ...order, product: '1day' })
    expect(ledger.rentals()).toMatchObject([{ id: String(id), service: product, charged: '4.5000' }])
  })

  it('lists the orders of the ledger', async () => {
    const { Data, Total } = await client.getOrderHistory('activation')
    expect(Data.map(({ id, price }) => [String(id), price])).toEqual(
      ledger.activations().map(({ id, price }) => [id, Number(price)]),
    )
    expect(Total).toBe(ledger.activations().length)
  })

  it('does not notice that nothing was sold', async () => {
    const before = ledger.activations().length
    const nothing = await client.buyActivationNumber({ ...order, country: 'usa', product: 'whatsapp' })
    expect([nothing.id, ledger.activations().length]).toEqual([undefined, before])
    await expect(new FiveSim('wrong').getUserBalance()).rejects.toThrow('balance')
  })
})
