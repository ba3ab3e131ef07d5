import { describe, expect, it } from 'vitest'
import { answering, clientOf, errorOf } from '../__fixtures__/clients.ts'
import { handlerApiProviders } from '../__fixtures__/providers.ts'
import { drained } from '../__fixtures__/scan.ts'
import type { FetchLike } from '../http/exchange.ts'
import { heroSms } from '../providers/hero-sms/index.ts'
import { createHandlerApiEmulator } from '../testing/index.ts'
import { createClient } from './create-client.ts'

const [hero, , _bower, tiger] = handlerApiProviders

function setup(host: (typeof handlerApiProviders)[number] = hero, size = { services: 8, countries: 20 }) {
  const {
    account,
    catalog: client,
    emulator,
  } = clientOf(host, createHandlerApiEmulator({ dialect: host.dialect, size }))
  return { account, client, ...emulator }
}

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
