import { describe, expect, it } from 'vitest'
import { shop } from '../__fixtures__/tiny-emulator.ts'
import { createFiveSimEmulator } from '../emulator.ts'

describe('what guests may ask', () => {
  it('countries have operators among their members', async () => {
    const { json, operators } = shop()
    const { england, ...others } = await json('/guest/countries')
    expect(Object.keys(others)).toEqual(['usa'])
    const { iso, prefix, text_en, text_ru, ...networks } = england
    expect([iso, prefix, text_en, text_ru]).toEqual([{ gb: 1 }, { '+44': 1 }, 'England', 'England'])
    expect(Object.keys(networks)).toEqual(operators)
    expect(networks[operators[0] ?? '']).toEqual({ activation: 1, hosting: 1 })
  })

  it('prices nest by what is asked for', async () => {
    const { json, get, operators } = shop()
    const [cheap = '', dear = ''] = operators
    const cells = {
      [cheap]: { cost: 0.25, count: 1_000, rate: 42.1, rate24: 40, rate72: 38.73 },
      [dear]: { cost: 0.3425, count: 28 },
    }
    expect((await json('/guest/prices')).england).toEqual({ telegram: cells })
    expect(await json('/guest/prices?country=england')).toEqual({ england: { telegram: cells } })
    expect((await json('/guest/prices?product=telegram')).telegram.england).toEqual(cells)
    expect(await json('/guest/prices?country=england&product=telegram')).toEqual({ england: { telegram: cells } })
    expect(await get('/guest/prices?country=england&product=whatsapp')).toBe('null')
    expect(await get('/guest/prices?country=atlantis&product=telegram')).toBe('null')
    expect(await get('/guest/prices?country=atlantis')).toBe('400 bad country')
    expect(await get('/guest/prices?product=nothing')).toBe('400 bad product')
  })

  it('products tell the sum and the least price, of one operator or of all', async () => {
    const { json, get, operators } = shop()
    expect((await json('/guest/products/england/any')).telegram).toEqual({
      Category: 'activation',
      Qty: 1_028,
      Price: 0.25,
    })
    expect((await json(`/guest/products/england/${operators[1]}`)).telegram).toMatchObject({ Qty: 28, Price: 0.3425 })
    const everywhere = await json('/guest/products/any/any')
    expect(everywhere.telegram).toMatchObject({ Qty: 1_029, Price: 0.25 })
    expect(everywhere.whatsapp).toMatchObject({ Qty: 0 })
    expect(everywhere['1day']).toMatchObject({ Category: 'hosting', Price: 4.5 })
    expect(await get('/guest/products/atlantis/any')).toBe('400 bad country')
    expect(await get('/guest/products/england/nobody')).toBe('400 bad operator')
  })

  it('prices agree with the catalog, and with every change of it', async () => {
    const { catalog, fetch } = createFiveSimEmulator({ size: { services: 40, countries: 8 } })
    const told = async () => {
      const table: Record<string, Record<string, Record<string, { count: number }>>> = JSON.parse(
        await (await fetch('https://emulator.test/v1/guest/prices')).text(),
      )
      return Object.entries(table).flatMap(([country, products]) =>
        Object.entries(products).map(([service, cells]) => ({
          country,
          service,
          stock: Object.values(cells).reduce((sum, { count }) => sum + count, 0),
        })),
      )
    }
    const truth = () => [...catalog.offers()].map(({ country, service, stock }) => ({ country, service, stock }))
    expect(await told()).toEqual(truth())
    catalog.churn({ fraction: 0.5, seed: 3 })
    catalog.removeOffer('usa', 'telegram')
    catalog.sell('england', 'telegram', () => true)
    expect(await told()).toEqual(truth())
  })
})
