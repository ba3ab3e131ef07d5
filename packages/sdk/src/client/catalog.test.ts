import { describe, expect, it } from 'vitest'
import { handlerApiProviders } from '../__fixtures__/providers.ts'
import { drained } from '../__fixtures__/scan.ts'
import { CapabilityError, ConfigurationError } from '../errors/access.ts'
import { UnknownReferenceError } from '../errors/catalog.ts'
import { heroSms } from '../providers/hero-sms/index.ts'
import { createHandlerApiEmulator } from '../testing/index.ts'
import { createClient } from './create-client.ts'

function setup({ provider, dialect }: (typeof handlerApiProviders)[number]) {
  const emulator = createHandlerApiEmulator({ dialect, size: { services: 40, countries: 20 } })
  const { apiKey, catalog, fetch, ledger } = emulator
  catalog.setOffer('16', 'tg', { price: '0.25', stock: 44 })
  const client = createClient({ provider: provider({ apiKey, fetch, requestsPerSecond: 10_000 }) })
  return { client, catalog, ledger, emulator }
}

const telegram = { slug: 'telegram', nativeId: 'tg', name: 'telegram' }
const britain = { iso: 'GB', nativeId: '16', name: 'United Kingdom' }

describe.each(handlerApiProviders)('$id', host => {
  it('tells the balance as money', async () => {
    expect(await setup(host).client.account.balance()).toEqual({ amount: '100', currency: 'USD' })
  })

  it('lists services and countries under our names and the provider’s', async () => {
    const { client, catalog } = setup(host)
    const [services, countries] = [await client.catalog.services(), await client.catalog.countries()]
    expect(services).toHaveLength(40)
    expect(services).toContainEqual({ ...telegram, name: 'Telegram' })
    expect(countries.map(({ nativeId }) => nativeId).sort()).toEqual(catalog.countries.map(({ id }) => id).sort())
    for (const { id, iso } of catalog.countries) {
      expect(countries).toContainEqual({ iso, nativeId: id, name: expect.any(String) })
    }
  })

  it('tells the offers of a service in all countries, and of a country in all services', async () => {
    const { client, catalog } = setup(host)
    const [byService, byCountry] = [
      await client.catalog.offers({ service: 'telegram' }),
      await client.catalog.offers({ country: 'GB' }),
    ]
    const truth = [...catalog.offers()]
    const told = (offers: typeof byService) =>
      offers
        .map(({ service, country, price, stock }) => [service.nativeId, country.nativeId, price.amount, stock])
        .sort()
    const real = (of: (offer: (typeof truth)[number]) => boolean) =>
      truth
        .filter(of)
        .map(({ service, country, price, stock }) => [service, country, price, stock])
        .sort()
    expect(told(byService)).toEqual(real(({ service }) => service === 'tg'))
    expect(told(byCountry)).toEqual(real(({ country }) => country === '16'))
    expect(byCountry).toContainEqual({
      provider: host.id,
      kind: 'activation',
      service: telegram,
      country: britain,
      operator: null,
      supplier: null,
      price: { amount: '0.25', currency: 'USD' },
      stock: 44,
      successRate: null,
    })
  })

  it('tells more about one service in one country, where the provider does', async () => {
    const { client, catalog } = setup(host)
    const lots = catalog.lotsOf({ country: '16', service: 'tg', price: '0.25', stock: 44 })
    const offers = await client.catalog.offers({ service: 'telegram', country: 'GB' })
    const stocks = offers.map(({ stock }) => stock)
    if (host.id === 'hero-sms') expect([offers.length, stocks]).toEqual([1, [44]])
    if (host.id === 'tiger-sms') expect(offers[0]?.tiers?.reduce((sum, { stock }) => sum + stock, 0)).toBe(44)
    const suppliers = offers.flatMap(({ supplier }) => supplier ?? [])
    const expected = host.id === 'sms-bower' || host.id === 'grizzly-sms' ? lots.map(lot => String(lot.supplier)) : []
    expect(new Set(suppliers)).toEqual(new Set(expected))
  })

  it('tells the cheapest offer of each place, straight from the provider', async () => {
    const { client, ledger } = setup(host)
    const before = Date.now()
    const { observedAt, offers } = await client.catalog.availability({ service: 'telegram' })
    expect(observedAt.getTime()).toBeGreaterThanOrEqual(before)
    expect(new Set(offers.map(({ country }) => country.nativeId)).size).toBe(offers.length)
    await client.catalog.availability({ service: 'telegram' })
    expect(ledger.count()).toBe(2)
    const { offers: services } = await client.catalog.availability({ country: { nativeId: '16' } })
    expect(new Set(services.map(({ service }) => service.nativeId)).size).toBe(services.length)
  })

  it('scans everything in columns, a batch per country', async () => {
    const { client, catalog, ledger } = setup(host)
    const truth = new Map([...catalog.offers()].map(offer => [`${offer.country}/${offer.service}`, offer]))
    const { batches, report } = await drained(client.catalog.scan())
    const seen = new Set<string>()
    for (const batch of batches) {
      expect(batch).toMatchObject({ currency: 'USD', operator: null, supplier: null })
      batch.service.forEach((service, row) => {
        const place = `${batch.country}/${service}`
        expect(truth.get(place)).toMatchObject({ price: batch.price[row], stock: batch.stock[row] })
        seen.add(place)
      })
    }
    expect(seen.size).toBe(truth.size)
    const [requests, bytes] = [ledger.count(), ledger.requests().reduce((sum, entry) => sum + (entry.bytes ?? 0), 0)]
    expect(report).toMatchObject({ requests, bytes, rows: truth.size, missing: [], partial: false })
    expect(requests).toBe(2)
  })

  it('scans a few countries one by one, and many from the whole table', async () => {
    const { client, catalog, ledger } = setup(host)
    const few = catalog.countries.slice(0, 3).map(({ id }) => ({ nativeId: id }))
    expect(
      (await drained(client.catalog.scan({ countries: few }))).batches.map(({ country }) => country).sort(),
    ).toEqual(few.map(({ nativeId }) => nativeId).sort())
    expect(ledger.requests().map(({ params }) => params['country'])).toEqual(few.map(({ nativeId }) => nativeId))
    const many = catalog.countries.slice(0, 6).map(({ id }) => ({ nativeId: id }))
    const { batches, report } = await drained(client.catalog.scan({ countries: [...many, { nativeId: '998877' }] }))
    expect(batches).toHaveLength(6)
    expect(report).toMatchObject({ requests: 1, missing: ['998877'], partial: false })
  })
})

describe('catalog', () => {
  const [hero] = handlerApiProviders

  it('P24 sends nothing for a name nobody knows, or for no filter at all', async () => {
    const { client, ledger } = setup(hero)
    await expect(client.catalog.offers({ service: 'telegran' })).rejects.toThrow(UnknownReferenceError)
    await expect(client.catalog.operators({ country: 'Britain' })).rejects.toThrow(UnknownReferenceError)
    await expect(client.catalog.scan({ countries: ['GB', 'ZZ'] }).next()).rejects.toThrow(UnknownReferenceError)
    await expect(client.catalog.offers({})).rejects.toThrow(ConfigurationError)
    await expect(client.catalog.offers(undefined as never)).rejects.toThrow('offers need a service or a country')
    expect(ledger.count()).toBe(0)
  })

  it('lists operators where one can choose, and an empty list where there are none', async () => {
    const { client, catalog } = setup(hero)
    const [some, none] = [true, false].map(has =>
      catalog.countries.find(({ id }) => catalog.operatorsOf(id).length > 0 === has),
    )
    const operators = await client.catalog.operators({ country: { nativeId: some?.id ?? '' } })
    expect(operators.map(({ nativeId }) => nativeId)).toEqual(catalog.operatorsOf(some?.id ?? ''))
    expect(operators.map(({ name }) => name)).not.toContain('any')
    expect(await client.catalog.operators({ country: { nativeId: none?.id ?? '' } })).toEqual([])
  })

  it('says so where one cannot choose an operator', async () => {
    const tiger = handlerApiProviders[3]
    await expect(setup(tiger).client.catalog.operators({ country: 'GB' })).rejects.toThrow(CapabilityError)
    expect(await setup(handlerApiProviders[2]).client.catalog.operators({ country: 'GB' })).toEqual([])
  })

  it('ends with the reason of the caller', async () => {
    const { client, ledger } = setup(hero)
    const reason = { enough: true }
    const call = { signal: AbortSignal.abort(reason) }
    await expect(client.account.balance(call)).rejects.toBe(reason)
    await expect(client.catalog.services(call)).rejects.toBe(reason)
    await expect(client.catalog.offers({ service: 'telegram' }, call)).rejects.toBe(reason)
    await expect(client.catalog.scan({}, call).next()).rejects.toBe(reason)
    expect(ledger.count()).toBe(0)
  })

  it('keeps two accounts at one provider apart', async () => {
    const { emulator } = setup(hero)
    const provider = heroSms({ id: 'hero-sms-eu', apiKey: emulator.apiKey, fetch: emulator.fetch })
    const [offer] = await createClient({ provider }).catalog.offers({ service: 'hero-sms-eu:tg', country: 'GB' })
    expect(offer).toMatchObject({ provider: 'hero-sms-eu', service: telegram })
  })
})
