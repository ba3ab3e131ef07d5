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

const EMPTY = ['empty', 'empty-array', 'empty-object', 'null', 'false', 'empty-string'] as const
/** Enough of them that the whole table is asked for. */
const countries = Array.from({ length: 6 }, (_, id) => ({ nativeId: `${id}` }))

describe('C01 an empty answer is suspicious, never an empty catalog', () => {
  it.each(EMPTY)('%s', async kind => {
    const { client, faults, ledger } = setup()
    faults.inject({ kind })
    for (const call of [() => client.services(), () => client.countries(), () => drained(client.scan())]) {
      const before = ledger.count()
      expect(await errorOf(call)).toMatchObject({ code: 'unexpected_response', reason: 'suspicious_empty' })
      expect(ledger.count() - before).toBe(3)
    }
  })

  it.each(EMPTY)('%s as the whole table of prices', async kind => {
    const { client, faults } = setup()
    faults.inject({ kind, action: 'getPrices' })
    expect(await errorOf(() => drained(client.scan()))).toMatchObject({ reason: 'suspicious_empty' })
  })

  it.each([
    '{"status":"success","services":[]}',
    '{"status":"success","services":{}}',
    '{"services":[]}',
    '{"countries":[]}',
    '{"status":"success","countries":{}}',
  ])('%s', async body => {
    const client = answering(body)
    const call = body.includes('countries') ? () => client.countries() : () => client.services()
    expect(await errorOf(call)).toMatchObject({ reason: 'suspicious_empty' })
  })

  it('PHP’s [] for one country is that country with nothing to sell', async () => {
    const { client, catalog, faults } = setup()
    faults.inject({ kind: 'empty-array-country', action: 'getPrices' })
    const { batches, report } = await drained(client.scan())
    const [first] = catalog.countries
    expect(batches.find(({ country }) => country === first?.id)).toMatchObject({ service: [] })
    expect(report).toMatchObject({ missing: [], partial: false })
    expect(await errorOf(() => drained(answering('{"6":[],"7":{}}').scan({ countries })))).toMatchObject({
      reason: 'suspicious_empty',
    })
  })

  it('{} and [] are news where the question was narrow', async () => {
    for (const kind of ['empty-array', 'empty-object'] as const) {
      for (const host of [hero, bower, tiger]) {
        const { client, faults } = setup(host)
        faults.inject({ kind })
        expect(await client.offers({ service: 'telegram' })).toEqual([])
        expect(await client.offers({ service: 'telegram', country: 'GB' })).toEqual([])
      }
    }
    const { client, faults } = setup()
    faults.inject({ kind: 'null' })
    expect(await errorOf(() => client.offers({ service: 'telegram' }))).toMatchObject({ reason: 'suspicious_empty' })
  })

  it('an empty answer beside an error status is no answer', async () => {
    for (const body of ['{}', '[]']) {
      expect(await errorOf(() => answering(body, 500).offers({ service: 'telegram' }))).toMatchObject({
        code: 'provider_unavailable',
      })
      expect(await errorOf(() => answering(body, 404).offers({ service: 'telegram' }))).toMatchObject({
        reason: 'shape',
      })
    }
  })
})

describe('C02 absent countries', () => {
  it('half of them make the result partial, and are named', async () => {
    const { client, catalog, faults } = setup()
    faults.inject({ kind: 'half-countries', action: 'getPrices' })
    const { batches, report } = await drained(client.scan())
    const there = new Set(batches.map(({ country }) => country))
    expect(there.size).toBe(10)
    expect(report.partial).toBe(true)
    expect([...report.missing].sort()).toEqual(catalog.countries.flatMap(({ id }) => (there.has(id) ? [] : id)).sort())
  })

  it('one of twenty does not, and is named all the same', async () => {
    const { client, faults } = setup()
    faults.inject({ kind: 'missing-country', action: 'getPrices', country: '16' })
    expect((await drained(client.scan())).report).toMatchObject({ missing: ['16'], partial: false })
  })
})
