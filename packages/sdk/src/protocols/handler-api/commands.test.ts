import { describe, expect, it } from 'vitest'
import { createHandlerApiEmulator, type HandlerApiDialectName } from '../../testing/index.ts'
import {
  getBalance,
  getCountries,
  getNumbersStatus,
  getOperators,
  getPrices,
  getPricesV2,
  getPricesV3,
  getServicesList,
  getTopCountriesByService,
} from './commands.ts'
import { classicDialect } from './dialect.ts'
import { handlerApi } from './handler-api.ts'

function setup(dialect: HandlerApiDialectName) {
  const emulator = createHandlerApiEmulator({ dialect, size: { services: 5, countries: 4 }, balance: '12.5085' })
  emulator.catalog.setOffer('16', 'tg', { price: '0.25', stock: 28 })
  const { api } = handlerApi(
    {
      id: 'clone',
      name: 'Clone',
      baseUrl: 'https://clone.test/x.php',
      knownHosts: ['clone.test'],
      env: null,
      dialect: classicDialect,
    },
    {
      apiKey: emulator.apiKey,
      baseUrl: 'https://clone.test/stubs/handler_api.php',
      fetch: emulator.fetch,
      requestsPerSecond: 10_000,
    },
  )
  const asked = () => emulator.ledger.requests().map(({ action, params }) => ({ action, ...params }))
  return { emulator, api, asked }
}

describe('commands, against the hosts that have them', () => {
  it('send no parameter that was not given', async () => {
    const { api, asked } = setup('classic')
    await api.send(getBalance, {})
    await api.send(getCountries, {})
    await api.send(getServicesList(), {})
    await api.send(getServicesList('16'), {})
    await api.send(getOperators(), {})
    await api.send(getPrices({}), {})
    await api.send(getPrices({ service: 'tg' }), {})
    await api.send(getPrices({ service: 'tg', country: '16' }), {})
    await api.send(getNumbersStatus({ country: '16' }), {})
    await api.send(getTopCountriesByService({}), {})
    await api.send(getTopCountriesByService({ service: 'tg', freePrice: true, rank: true }), {})
    expect(asked()).toEqual([
      { action: 'getBalance' },
      { action: 'getCountries' },
      { action: 'getServicesList' },
      { action: 'getServicesList', country: '16' },
      { action: 'getOperators' },
      { action: 'getPrices' },
      { action: 'getPrices', service: 'tg' },
      { action: 'getPrices', service: 'tg', country: '16' },
      { action: 'getNumbersStatus', country: '16' },
      { action: 'getTopCountriesByService' },
      { action: 'getTopCountriesByServiceRank', service: 'tg', freePrice: 'true' },
    ])
  })

  it('getBalance reads a decimal, negative too, and nothing else', async () => {
    const { api, emulator } = setup('classic')
    expect(await api.send(getBalance, {})).toBe('12.5085')
    const answers = { 'ACCESS_BALANCE:-1.50': '-1.5', 'ACCESS_BALANCE: 7 ': '7', '"ACCESS_BALANCE:0"': '0' }
    for (const [body, amount] of Object.entries(answers)) {
      const remove = emulator.faults.inject({ kind: 'answer', body })
      expect(await api.send(getBalance, {})).toBe(amount)
      remove()
    }
    for (const body of [
      'ACCESS_BALANCE',
      'ACCESS_BALANCE:',
      'ACCESS_BALANCE:1,5',
      'ACCESS_BALANCE:1:2',
      'ACCESS_BALANCE:NaN',
      '{"balance":"1"}',
      '5',
      'ACCESS_NUMBER:1:2',
    ]) {
      const remove = emulator.faults.inject({ kind: 'answer', body })
      await expect(api.send(getBalance, {})).rejects.toMatchObject({ code: 'unexpected_response', retryable: false })
      remove()
    }
  })

  it('T22 an answer in words is read up to 64 KiB', async () => {
    const { api, emulator } = setup('classic')
    emulator.faults.inject({ kind: 'oversized', mib: 1 })
    await expect(api.send(getBalance, {})).rejects.toMatchObject({
      reason: 'too_large',
      message: 'clone answered with more than 65536 bytes',
    })
  })

  it('ladders tell the same stock in either way of counting', async () => {
    const [bower, tiger] = [setup('sms-bower'), setup('tiger-sms')]
    const filter = { service: 'tg', country: '16' }
    for (const [{ api, emulator }, kind] of [
      [bower, 'exact'],
      [tiger, 'cumulative'],
    ] as const) {
      const lots = emulator.catalog.lotsOf({ ...filter, price: '0.25', stock: 28 })
      const [row] = (await api.send(getPricesV2(filter, kind), {})).rows
      expect(row).toMatchObject({ ...filter, stock: 28, supplier: null })
      expect(row?.tiers?.map(({ stock }) => stock).reduce((sum, stock) => sum + stock, 0)).toBe(28)
      const suppliers = (await api.send(getPricesV3(filter), {})).rows.filter(({ supplier }) => supplier !== null)
      expect(suppliers.reduce((sum, { stock }) => sum + (stock ?? 0), 0)).toBe(28)
      expect(new Set(suppliers.map(({ supplier }) => supplier))).toEqual(
        new Set(lots.map(({ supplier }) => `${supplier}`)),
      )
    }
  })

  it('stock words mean "nothing" where the question was narrow', async () => {
    const { api, emulator } = setup('tiger-sms')
    emulator.catalog.removeOffer('16', 'tg')
    expect((await api.send(getPricesV3({ service: 'tg', country: '16' }), {})).rows).toEqual([]) // NO_PROVIDERS
    emulator.faults.inject({ kind: 'error-token', token: 'NO_NUMBERS' })
    expect((await api.send(getPrices({ service: 'tg' }), {})).rows).toEqual([])
    await expect(api.send(getPrices({}), {})).rejects.toMatchObject({ code: 'out_of_stock' })
  })

  it('getOperators takes the word for "none" as none', async () => {
    for (const dialect of ['hero-sms', 'classic', 'sms-bower'] as const) {
      const { api, emulator } = setup(dialect)
      for (const body of [
        'OPERATORS_NOT_FOUND',
        '{"status":"error","error":"OPERATORS_NOT_FOUND"}',
        '{"status":"success","countryOperators":[]}',
      ]) {
        const remove = emulator.faults.inject({ kind: 'answer', body })
        expect(await api.send(getOperators('16'), {})).toEqual(new Map())
        remove()
      }
    }
  })

  it('getNumbersStatus and getTopCountriesByService read what their hosts send', async () => {
    const { api } = setup('classic')
    expect((await api.send(getNumbersStatus({ country: '16' }), {})).rows).toContainEqual({
      service: 'tg',
      suffix: '0',
      stock: 28,
    })
    expect((await api.send(getTopCountriesByService({ service: 'tg' }), {})).rows).toContainEqual({
      country: '16',
      service: 'tg',
      supplier: null,
      price: '0.25',
      stock: 28,
      tiers: null,
    })
    const hero = setup('hero-sms')
    const { rows } = await hero.api.send(getTopCountriesByService({ freePrice: true }), {})
    expect(rows.length).toBeGreaterThan(4)
    expect(rows.some(({ tiers }) => tiers !== null)).toBe(true)
    for (const { tiers, stock } of rows) if (tiers) expect(tiers.reduce((sum, tier) => sum + tier.stock, 0)).toBe(stock)
  })

  it('an action the host does not have is a missing capability', async () => {
    for (const dialect of ['hero-sms', 'classic'] as const) {
      const { api } = setup(dialect)
      await expect(api.send(getPricesV3({ service: 'tg', country: '16' }), {})).rejects.toMatchObject({
        code: 'capability',
      })
    }
  })
})
