import { describe, expect, it } from 'vitest'
import { answering, clientOf, errorOf } from '../__fixtures__/clients.ts'
import { handlerApiProviders } from '../__fixtures__/providers.ts'
import { drained } from '../__fixtures__/scan.ts'
import { createHandlerApiEmulator } from '../testing/index.ts'

const [hero, , bower, tiger] = handlerApiProviders

function setup(host: (typeof handlerApiProviders)[number] = hero, size = { services: 8, countries: 20 }) {
  const {
    account,
    catalog: client,
    emulator,
  } = clientOf(host, createHandlerApiEmulator({ dialect: host.dialect, size }))
  return { account, client, ...emulator }
}

/** Enough of them that the whole table is asked for. */
const countries = Array.from({ length: 6 }, (_, id) => ({ nativeId: `${id}` }))

describe('C03 C04 unreadable figures', () => {
  it.each([
    ['C03', 'garbage-counts', 'stock'],
    ['C04', 'garbage-prices', 'price'],
  ] as const)('%s %s: the row is left out and counted, its neighbours are kept', async (_, kind, reason) => {
    for (const host of [hero, bower, tiger]) {
      const { client, catalog, faults } = setup(host)
      const truth = [...catalog.offers()]
      faults.inject({ kind, action: 'getPrices' })
      const { batches, report } = await drained(client.scan())
      expect(report.rows).toBe(Math.floor(truth.length / 2))
      expect(report.problems[reason]).toBe(Math.ceil(truth.length / 2))
      for (const batch of batches) {
        batch.service.forEach((service, row) => {
          const offer = truth.find(one => one.country === batch.country && one.service === service)
          expect(offer).toMatchObject({ price: batch.price[row], stock: batch.stock[row] })
        })
      }
    }
  })

  it('C03 where not one row is readable, that is no empty list', async () => {
    const none = answering('{"6":{"tg":{"cost":"1,20","count":5}}}')
    expect(await errorOf(() => none.offers({ service: 'telegram' }))).toMatchObject({ reason: 'shape' })
    expect(await errorOf(() => drained(none.scan({ countries })))).toMatchObject({ reason: 'shape' })
  })

  it('C04 a price of zero is kept and flagged', async () => {
    const { client, catalog } = setup()
    catalog.setOffer('16', 'tg', { price: '0', stock: 5 })
    const { report } = await drained(client.scan())
    expect(report.problems).toMatchObject({ zeroPrice: 1, price: 0 })
    expect(await client.offers({ service: 'telegram', country: 'GB' })).toMatchObject([
      { price: { amount: '0' }, stock: 5 },
    ])
  })
})

describe('C05 countries', () => {
  it('0 is one; "" and null are not, and are counted', async () => {
    const { client } = setup(bower, { services: 8, countries: 205 })
    const countries = await client.countries()
    expect(countries).toContainEqual({ iso: 'RU', nativeId: '0', name: expect.any(String) })
    expect(countries.map(({ nativeId }) => nativeId)).not.toContain('')
    const { batches, report } = await drained(client.scan())
    expect(batches.map(({ country }) => country)).toContain('0')
    expect(report).toMatchObject({ problems: { id: 1 }, missing: [] })
    expect((await client.offers({ country: 'RU' })).length).toBeGreaterThan(0)
  })
})

describe('C07 codes that objects inherit', () => {
  it('are plain data', async () => {
    for (const host of [hero, bower, tiger]) {
      const { client, faults } = setup(host)
      faults.inject({ kind: 'hostile-codes' })
      const services = await client.services()
      const { batches, report } = await drained(client.scan())
      for (const code of ['__proto__', 'constructor', 'toString']) {
        expect(services).toContainEqual({ slug: null, nativeId: code, name: code })
        expect(batches.every(({ service }) => service.includes(code))).toBe(true)
        const offers = await client.offers({ service: { nativeId: code }, country: 'GB' })
        expect(offers.reduce((sum, { stock }) => sum + (stock ?? 0), 0)).toBe(7)
      }
      expect(report.problems.id).toBe(host === bower ? 1 : 0)
    }
    expect(Object.keys(Object.prototype)).toEqual([])
  })
})

describe('C12 doubled keys', () => {
  it('of a key given twice the last wins', async () => {
    const { client, catalog, faults } = setup()
    faults.inject({ kind: 'duplicate-keys', action: 'getPrices' })
    const first = [...catalog.offersOf('16')][0] ?? expect.fail('nothing for sale')
    const offers = await client.offers({ country: 'GB' })
    expect(offers.filter(({ service }) => service.nativeId === first.service)).toMatchObject([
      { stock: first.stock + 1 },
    ])
  })

  it('ids that differ by case are kept apart and counted', async () => {
    const { client, catalog, faults } = setup()
    faults.inject({ kind: 'case-variants' })
    const { batches, report } = await drained(client.scan())
    const doubled = catalog.countries.reduce(
      (sum, { id }) =>
        sum +
        catalog.offersOf(id).filter(({ service }) => catalog.services.slice(0, 3).some(({ code }) => code === service))
          .length,
      0,
    )
    expect(report.problems.caseVariant).toBe(doubled)
    expect(batches.flatMap(({ service }) => service).filter(code => code === code.toUpperCase())).toHaveLength(doubled)
  })

  it('of an id listed twice the last row wins', async () => {
    const client = answering('[{"id":6,"eng":"Old"},{"id":"6","eng":"New"}]')
    expect(await client.countries()).toEqual([{ iso: 'ID', nativeId: '6', name: 'New' }])
  })
})
