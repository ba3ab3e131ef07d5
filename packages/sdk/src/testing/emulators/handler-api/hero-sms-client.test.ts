import { HeroSMSClient } from 'hero-sms'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Served, serve } from '../../serve.ts'
import { createHandlerApiEmulator } from './emulator.ts'

/**
 * A client of somebody else's, over a real socket, against what the emulator knows to be true. Three things in that
 * client are its own mistakes and not judged here:
 * - it leaves every status but 2xx to its HTTP library, so that HeroSMS's JSON errors (401, 404, 422, 429) arrive as
 *   that library's error, which carries the key in its `config`, and never as the classes it has for them;
 * - `getTopCountriesByService` is typed as an array, while the host sends an object keyed by rank;
 * - it hands the refusal `{"status":"false","msg":"country is incorrect"}` on as if it were prices, or services.
 */
describe('the hero-sms package', () => {
  const emulator = createHandlerApiEmulator({ balance: '12.5085' })
  const { catalog } = emulator
  let server: Served
  let client: HeroSMSClient

  beforeAll(async () => {
    server = await serve(emulator)
    client = new HeroSMSClient({ apiKey: emulator.apiKey, baseUrl: `${server.url}/stubs/handler_api.php` })
  })
  afterAll(() => server.close())

  it('agrees on the balance', async () => {
    expect(await client.getBalance()).toBe(12.5085)
  })

  it('agrees on the countries', async () => {
    const countries = Object.values(await client.getCountries())
    expect(countries.map(({ id, eng }) => [String(id), eng])).toEqual(
      catalog.countries.map(({ id, name }) => [id, name]),
    )
    expect(countries.every(({ visible }) => visible === 1)).toBe(true)
  })

  it('agrees on the services, of all countries and of one', async () => {
    expect((await client.getServicesList()).services).toEqual(catalog.services)
    const { services } = await client.getServicesList({ country: 16 })
    expect(services.map(({ code }) => code)).toEqual(catalog.offersOf('16').map(({ service }) => service))
  })

  it('agrees on the operators', async () => {
    const { countryOperators } = await client.getOperators()
    const known = catalog.countries.filter(({ id }) => catalog.operatorsOf(id).length > 0)
    expect(countryOperators).toEqual(
      Object.fromEntries(known.map(({ id }) => [id, ['any', ...catalog.operatorsOf(id)]])),
    )
    expect((await client.getOperators(187)).countryOperators).toEqual({ 187: ['any', ...catalog.operatorsOf('187')] })
  })

  it('agrees on every price and every stock', async () => {
    const prices = await client.getPrices()
    const told = Object.entries(prices).flatMap(([country, row]) =>
      Object.entries(row).map(([service, { cost, count }]) => ({
        country,
        service,
        price: String(cost),
        stock: count,
      })),
    )
    expect(told).toEqual([...catalog.offers()])
    const one = catalog.offer('187', 'tg')
    expect(await client.getPrices({ service: 'tg', country: 187 })).toMatchObject({
      187: { tg: { cost: Number(one?.price), count: one?.stock } },
    })
  })

  it('agrees on the best stocked country of a service', async () => {
    const ranked: Record<string, { country: number; count: number }> = Object(
      await client.getTopCountriesByService({ service: 'tg', freePrice: true }),
    )
    const best = catalog.countries
      .flatMap(({ id }) => catalog.offersOf(id, 'tg'))
      .reduce((most, offer) => (offer.stock > most.stock ? offer : most))
    expect(ranked['0']).toMatchObject({ country: Number(best.country), count: best.stock })
  })

  it('is refused with another key', async () => {
    const stranger = new HeroSMSClient({ apiKey: 'wrong', baseUrl: `${server.url}/stubs/handler_api.php` })
    await expect(stranger.getBalance()).rejects.toMatchObject({
      response: { status: 401, data: { title: 'BAD_KEY', details: 'Unauthorized' } },
    })
  })
})
