import { AuthenticationError, FiveSimAPI, GuestService, NotFoundError, UserService } from 'fivesim-api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Served, serve } from '../../serve.ts'
import { shop } from './__fixtures__/tiny-emulator.ts'

/**
 * A client of somebody else's, over a real socket, against what the emulator knows to be true. Trusted: every call but
 * those for suppliers. Its own mistakes, which are not judged here:
 * - its address is fixed: the test puts another into its two classes;
 * - `no free phones` with 200 is handed on as if it were the order (its class for that needs a 400);
 * - `wait` is over as soon as the number is RECEIVED, which says nothing of an SMS;
 * - the operator `best` is the cheapest, in stock or not;
 * - `getPricesByProduct` is typed countries first, while the host sends products first;
 * - it follows the way to `/404.html`, so that a slug with a blank is "not found";
 * - what goes wrong on the way carries its HTTP library's error, and the key in it.
 */
describe('the fivesim-api package', () => {
  const { emulator, row, operators } = shop({ balance: '12.3425' })
  const { catalog, ledger } = emulator
  const [cheap = '', dear = ''] = operators
  let server: Served
  let client: FiveSimAPI

  beforeAll(async () => {
    server = await serve(emulator)
    for (const service of [GuestService, UserService]) Reflect.set(service, 'baseURL', `${server.url}/v1`)
    client = new FiveSimAPI(emulator.apiKey)
  })
  afterAll(() => server.close())

  it('agrees on countries, products and prices', async () => {
    const countries = await FiveSimAPI.getCountries()
    expect(Object.keys(countries)).toEqual(catalog.countries.map(({ id }) => id))
    expect(countries['england']?.[cheap]).toEqual({ activation: 1, hosting: 1 })
    const { telegram } = await FiveSimAPI.getProducts('england', 'any')
    expect(telegram).toEqual({ Category: 'activation', Qty: 1_028, Price: 0.25 })
    const { england } = await FiveSimAPI.getPrices()
    expect(england?.['telegram']?.[dear]).toEqual({ cost: 0.3425, count: 28 })
    expect(await FiveSimAPI.getPricesByCountry('england')).toEqual({ england })
    expect(await FiveSimAPI.getPricesByCountryAndProduct('england', 'telegram')).toEqual({ england })
    expect(Object.keys(await FiveSimAPI.getPricesByProduct('telegram'))).toEqual(['telegram'])
    expect(await FiveSimAPI.getNotifications('en')).toEqual({ text: '' })
  })

  it('buys, polls until the SMS is there, and finishes', async () => {
    const { id, phone, price, sms } = await client.buyActivationNumber('england', dear, 'telegram')
    expect([phone, price, sms]).toEqual([`+${row(String(id))?.phone}`, 0.3425, null])
    expect((await client.getProfile()).balance).toBe(12)
    expect(await client.checkOrder(id)).toMatchObject({ status: 'RECEIVED', sms: [] })
    emulator.sms(String(id), { code: '0042' })
    expect((await client.checkOrder(id)).sms).toMatchObject([{ code: '0042', text: row(String(id))?.sms[0]?.text }])
    await expect(client.cancelOrder(id)).rejects.toMatchObject({ name: 'OrderHasSMSError' })
    expect((await client.finishOrder(id)).status).toBe('FINISHED')
    expect(row(String(id))).toMatchObject({ status: 'completed', charged: '0.3425' })
    await expect(client.finishOrder(id)).rejects.toMatchObject({ name: 'OrderExpiredError' })
  })

  it('gives back by cancel and by ban, and agrees on the money', async () => {
    const one = await client.buyActivationNumber('england', 'any', 'telegram', { maxPrice: 0.25, reuse: '1' })
    const two = await client.buyActivationNumber('england', 'any', 'telegram')
    expect((await client.cancelOrder(one.id)).status).toBe('CANCELED')
    expect((await client.banOrder(two.id)).status).toBe('BANNED')
    expect([one, two].map(({ id }) => row(String(id))?.refunded)).toEqual(['0.2500', '0.2500'])
    const again = await client.reuseNumber('telegram', one.phone.slice(1))
    expect([again.phone, row(String(again.id))?.charged]).toEqual([one.phone, '0.2500'])
    const { Data, Total } = await client.getPaymentHistory({ limit: 10 })
    expect(Data.at(-1)?.Balance).toBe(Number(ledger.balance))
    expect(Total).toBe(1 + ledger.charges().length)
  })

  it('rents, reads the inbox, and is refused to give back', async () => {
    const { id } = await client.buyHostingNumber('england', 'any', '1day')
    emulator.sms(String(id), { code: '12345' })
    expect(await client.getSMSInbox(id)).toMatchObject({ Data: [{ code: '12345' }], Total: 1 })
    await expect(client.cancelOrder(id)).rejects.toMatchObject({ name: 'HostingOrderError' })
    expect(ledger.rentals()).toMatchObject([{ id: String(id), status: 'active', charged: '4.5000' }])
  })

  it('lists the orders of the ledger, newest first', async () => {
    const { Data, Total } = await client.getOrderHistory({ category: 'activation', reverse: true })
    expect(Data.map(({ id }) => String(id))).toEqual(
      ledger
        .activations()
        .map(({ id }) => id)
        .reverse(),
    )
    expect(Total).toBe(ledger.activations().length)
  })

  it('caps a price and takes the cap off', async () => {
    await client.setPriceLimit({ product_name: 'telegram', price: 0.01 })
    expect(await client.getPriceLimits()).toMatchObject([{ product: 'telegram', price: 0.01 }])
    expect(await client.buyActivationNumber('england', 'any', 'telegram')).toBe('no free phones')
    await client.deletePriceLimit({ product_name: 'telegram' })
    expect(await client.getPriceLimits()).toEqual([])
  })

  it('knows the refusals it has classes for', async () => {
    await expect(new FiveSimAPI('wrong').getProfile()).rejects.toBeInstanceOf(AuthenticationError)
    await expect(client.checkOrder(7)).rejects.toBeInstanceOf(NotFoundError)
    await expect(client.cancelOrder(7)).rejects.toMatchObject({ name: 'ValidationError' })
    emulator.faults.inject({ kind: 'no-free-phones-status', times: 1 })
    await expect(client.buyActivationNumber('usa', 'any', 'whatsapp')).rejects.toMatchObject({
      name: 'NoPhoneNumbersError',
    })
    catalog.setOffer('usa', 'whatsapp', { price: '99', stock: 1 })
    await expect(client.buyActivationNumber('usa', 'any', 'whatsapp')).rejects.toMatchObject({
      name: 'InsufficientBalanceError',
    })
  })
})
