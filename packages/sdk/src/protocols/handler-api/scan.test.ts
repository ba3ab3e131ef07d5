import { describe, expect, it } from 'vitest'
import { inVirtualTime } from '../../__fixtures__/virtual-time.ts'
import type { FailedBatch, OfferBatch } from '../../provider/offer-batch.ts'
import { createHandlerApiEmulator } from '../../testing/index.ts'
import { classicDialect, type HandlerApiDialect } from './dialect.ts'
import { handlerApi } from './handler-api.ts'

/** A host that sends no whole table, unless told otherwise. */
function setup(dialect: Partial<HandlerApiDialect> = {}) {
  const emulator = createHandlerApiEmulator({ dialect: 'classic', size: { services: 5, countries: 4 } })
  const { catalog } = handlerApi(
    {
      id: 'clone',
      name: 'Clone',
      baseUrl: 'https://clone.test/stubs/handler_api.php',
      knownHosts: ['clone.test'],
      env: null,
      dialect: { ...classicDialect, wholeTable: false, requestsPerSecond: 10_000, ...dialect },
    },
    { apiKey: emulator.apiKey, fetch: emulator.fetch },
  )
  const sold = new Set(emulator.catalog.countries.map(({ id }) => id))
  return {
    ...emulator,
    sold,
    scan: (countries?: string[]) =>
      drain(catalog.scan(countries ? { countries: countries.map(nativeId => ({ nativeId })) } : {}, {})),
  }
}

async function drain(scan: AsyncGenerator<OfferBatch | FailedBatch, unknown, void>) {
  const batches: (OfferBatch | FailedBatch)[] = []
  let step = await scan.next()
  for (; !step.done; step = await scan.next()) batches.push(step.value)
  return { batches, report: step.value }
}

describe('a scan of a host without a whole table', () => {
  it('asks for every country of the list, also those with nothing to sell', async () => {
    const { scan, sold, catalog, ledger } = setup()
    const { batches, report } = await scan()
    const listed = batches.map(({ country }) => country)
    expect(new Set(listed).size).toBe(listed.length)
    expect(listed.length).toBeGreaterThan(sold.size) // the classic host lists invisible countries, too
    for (const batch of batches) {
      expect(batch).toMatchObject({
        kind: 'offers',
        provider: 'clone',
        service: catalog.offersOf(batch.country).map(({ service }) => service),
      })
    }
    expect(report).toMatchObject({
      requests: ledger.count(),
      bytes: ledger.requests().reduce((sum, { bytes }) => sum + (bytes ?? 0), 0),
      rows: catalog.totals().offers,
      missing: [],
      partial: false,
    })
  })

  it('D23 goes on past a country that fails, and says which', async () => {
    const { scan, sold, faults } = setup()
    const [first = '', second = ''] = sold
    faults.inject({ kind: 'answer', body: '{"error":"Bad country"}', action: 'getPrices', nth: 1 })
    const { batches, report } = await scan([...sold])
    expect(batches.map(({ kind, country }) => [kind, country]).slice(0, 2)).toEqual([
      ['failed', first],
      ['offers', second],
    ])
    expect(batches[0]).toMatchObject({
      provider: 'clone',
      error: { code: 'unknown_reference', kind: 'country', provider: 'clone' },
    })
    expect(report).toMatchObject({ missing: [first], partial: true })
  })

  it('C02 is partial above a fifth', async () => {
    const { scan, sold, faults } = setup()
    const five = [...sold, '999']
    expect((await scan(five)).report).toMatchObject({ missing: ['999'], partial: false })
    faults.inject({ kind: 'answer', body: 'BAD_ACTION', action: 'getPrices', nth: 1 })
    expect((await scan(five)).report).toMatchObject({ partial: true })
  })

  it.each([
    ['BAD_KEY', 'authentication'],
    ['BANNED', 'account_blocked'],
  ])('stops at %s, which no other country would change', async (body, code) => {
    const { scan, sold, faults, ledger } = setup()
    faults.inject({ kind: 'answer', body, action: 'getPrices', nth: 2, times: 9 })
    await expect(scan([...sold])).rejects.toMatchObject({ code })
    expect(ledger.count()).toBe(2)
  })

  it('counts repetitions, and no problem twice', async () => {
    const { scan, sold, faults, ledger, catalog } = setup()
    faults.inject({ kind: 'garbage-counts', action: 'getPrices', nth: 2 })
    faults.inject({ kind: 'truncated', action: 'getPrices', nth: 1 })
    const [first = ''] = sold
    const { report } = await inVirtualTime(() => scan([first]))
    const offers = catalog.offersOf(first).length
    expect(ledger.count()).toBe(2)
    expect(report).toMatchObject({
      requests: 2,
      problems: { stock: Math.ceil(offers / 2) },
      rows: Math.floor(offers / 2),
    })
  })

  it('ends with the reason of the caller between two countries', async () => {
    const { fetch, apiKey, ledger, sold } = setup()
    const controller = new AbortController()
    const { catalog } = handlerApi(
      {
        id: 'clone',
        name: 'Clone',
        baseUrl: 'https://clone.test/stubs/handler_api.php',
        knownHosts: ['clone.test'],
        env: null,
        dialect: classicDialect,
      },
      { apiKey, fetch },
    )
    const scan = catalog.scan({ countries: [...sold].map(nativeId => ({ nativeId })) }, { signal: controller.signal })
    await scan.next()
    controller.abort('enough')
    await expect(scan.next()).rejects.toBe('enough')
    expect(ledger.count()).toBe(1)
  })

  it('takes no row of a country it did not ask for', async () => {
    const { scan, sold, faults, catalog } = setup()
    const [first = ''] = sold
    faults.inject({
      kind: 'answer',
      body: `{"${first}":{"tg":{"cost":1,"count":1}},"998":{"tg":{"cost":1,"count":1}}}`,
      action: 'getPrices',
    })
    const { batches, report } = await scan([first])
    expect(batches).toMatchObject([{ country: first, service: ['tg'] }])
    expect(report).toMatchObject({ rows: 1 })
    expect(catalog.countries.map(({ id }) => id)).not.toContain('998')
  })
})
