import { describe, expect, it } from 'vitest'
import { handlerApiProviders } from '../__fixtures__/providers.ts'
import { drained } from '../__fixtures__/scan.ts'
import { inVirtualTime } from '../__fixtures__/virtual-time.ts'
import type { FetchLike } from '../http/exchange.ts'
import { heroSms } from '../providers/hero-sms/index.ts'
import { createHandlerApiEmulator } from '../testing/index.ts'
import { createClient } from './create-client.ts'

const [hero, , bower, tiger] = handlerApiProviders

function setup(
  { provider, dialect }: (typeof handlerApiProviders)[number] = hero,
  size = { services: 8, countries: 20 },
) {
  const emulator = createHandlerApiEmulator({ dialect, size })
  const { apiKey, fetch } = emulator
  const { catalog, account } = createClient({ provider: provider({ apiKey, fetch, requestsPerSecond: 10_000 }) })
  return { account, client: catalog, catalog: emulator.catalog, faults: emulator.faults, ledger: emulator.ledger }
}

/** A client whose provider answers every request with this body. */
function answering(body: string | Uint8Array<ArrayBuffer>, status = 200) {
  const fetch: FetchLike = async () => new Response(body, { status })
  return createClient({ provider: heroSms({ apiKey: '0123456789', fetch, requestsPerSecond: 10_000 }) }).catalog
}

/** The error a call ends with, however often it is repeated before. */
const errorOf = (call: () => Promise<unknown>) =>
  inVirtualTime(() =>
    call().then(
      value => expect.fail(`it answered ${JSON.stringify(value)}`),
      (error: unknown) => error,
    ),
  )

const EMPTY = ['empty', 'empty-array', 'empty-object', 'null', 'false', 'empty-string'] as const

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
    expect(
      await errorOf(() =>
        drained(
          answering('{"6":[],"7":{}}').scan({
            countries: Array.from({ length: 6 }, (_, id) => ({ nativeId: `${id}` })),
          }),
        ),
      ),
    ).toMatchObject({ reason: 'suspicious_empty' })
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
    expect(
      await errorOf(() =>
        drained(none.scan({ countries: Array.from({ length: 6 }, (_, id) => ({ nativeId: `${id}` })) })),
      ),
    ).toMatchObject({ reason: 'shape' })
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

describe('C06 nesting', () => {
  it('service first is read as what it is', async () => {
    for (const host of [hero, tiger]) {
      const { client, faults } = setup(host)
      const sound = await drained(client.scan())
      faults.inject({ kind: 'service-first', action: 'getPrices' })
      const turned = await drained(client.scan())
      const rows = ({ batches }: typeof sound) =>
        batches
          .flatMap(({ country, service, price, stock }) =>
            service.map((code, row) => [country, code, price[row], stock[row]].join()),
          )
          .sort()
      expect(rows(turned)).toEqual(rows(sound))
      expect(turned.report.missing).toEqual([])
    }
  })

  it.each(['{"x_1":{"6":1}}', '{"code":500,"msg":"failed"}', '"text"', '5', 'true', '[1]', '{"6":"sold out"}'])(
    '%s is neither',
    async body => {
      expect(await errorOf(() => answering(body).offers({ service: 'telegram' }))).toMatchObject({
        code: 'unexpected_response',
      })
    },
  )
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
        expect(await client.offers({ service: { nativeId: code }, country: 'GB' })).toMatchObject([
          { service: { nativeId: code }, stock: 7 },
        ])
      }
      expect(report.problems.id).toBe(host === bower ? 1 : 0)
    }
    expect(Object.keys(Object.prototype)).toEqual([])
  })
})

describe('C08 errors with status 200', () => {
  const forms = [
    'title',
    'status-message',
    'status-error',
    'status-msg',
    'false-msg',
    'error-only',
    'framework',
  ] as const
  it.each(forms)('%s', async form => {
    for (const [code, expected] of [
      ['BAD_KEY', 'authentication'],
      ['ERROR_SQL', 'provider_unavailable'],
      ['NEW_WORD', 'unexpected_response'],
    ]) {
      const { client, account, faults } = setup()
      faults.inject({ kind: 'error-envelope', form, code: code ?? '' })
      for (const call of [
        () => client.services(),
        () => client.offers({ service: 'telegram' }),
        () => drained(client.scan()),
        () => account.balance(),
      ]) {
        expect(await errorOf(call)).toMatchObject({ code: expected })
      }
    }
  })

  it('plain words, page, and the key refused', async () => {
    const { client, faults } = setup()
    for (const [body, code] of [
      ['BAD_KEY', 'authentication'],
      ['ERROR_SQL', 'provider_unavailable'],
      ['<html>', 'unexpected_response'],
      ['SERVER ERROR', 'provider_unavailable'],
    ]) {
      const remove = faults.inject({ kind: 'answer', body: body ?? '' })
      expect(await errorOf(() => client.offers({ country: 'GB' }))).toMatchObject({ code })
      expect(await errorOf(() => drained(client.scan()))).toMatchObject({ code })
      remove()
    }
    for (const host of handlerApiProviders) {
      const { client, faults, ledger } = setup(host)
      faults.inject({ kind: 'bad-key' })
      expect(await errorOf(() => client.services())).toMatchObject({ code: 'authentication', provider: host.id })
      expect(ledger.count()).toBe(1)
    }
  })
})

describe('C09 what is new', () => {
  it('unknown fields are passed over, new services passed through', async () => {
    const client = answering(
      '{"status":"success","new":[],"services":[{"code":"brandnew","name":"Brand New","icon":{}}]}',
    )
    expect(await client.services()).toEqual([{ slug: null, nativeId: 'brandnew', name: 'Brand New' }])
    const prices = answering('{"6":{"brandnew":{"cost":1,"count":2,"quality":[1]}}}')
    expect(await prices.offers({ country: { nativeId: '6' } })).toMatchObject([
      {
        service: { slug: null, nativeId: 'brandnew', name: 'brandnew' },
        price: { amount: '1', currency: 'USD' },
        stock: 2,
      },
    ])
    expect(await prices.offers({ country: { nativeId: '6' } })).toHaveLength(1)
  })

  it('a country nobody has mapped keeps its id', async () => {
    const client = answering('{"9999":{"id":9999,"eng":"Atlantis"}}')
    expect(await client.countries()).toEqual([{ iso: null, nativeId: '9999', name: 'Atlantis' }])
  })
})

describe('C11 prices times a hundred', () => {
  it('pass the SDK; judging them takes a memory', async () => {
    const { client, catalog, faults } = setup()
    catalog.setOffer('16', 'tg', { price: '0.25', stock: 5 })
    faults.inject({ kind: 'price-factor' })
    expect(await client.offers({ service: 'telegram', country: 'GB' })).toMatchObject([{ price: { amount: '25' } }])
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

describe('C13 frameworks that cache GET', () => {
  it('the same question twice is two requests', async () => {
    const cache = new Map<string, Promise<string>>()
    let wire = 0
    /** As frameworks do it: one request for one URL, unless the caller says otherwise. */
    const memoising: FetchLike = async (url, init) => {
      const send = async () => {
        wire += 1
        return '{"6":{"tg":{"cost":1,"count":1}}}'
      }
      const mayKeep = (init as { cache?: string }).cache !== 'no-store'
      const body = mayKeep ? (cache.get(url) ?? send()) : send()
      if (mayKeep) cache.set(url, body)
      return new Response(await body)
    }
    const { catalog } = createClient({ provider: heroSms({ apiKey: '0123456789', fetch: memoising }) })
    const [left, right] = await Promise.all([
      catalog.availability({ service: 'telegram' }),
      catalog.availability({ service: 'telegram' }),
    ])
    expect(left.offers).toEqual(right.offers)
    expect(wire).toBe(2)
  })
})
