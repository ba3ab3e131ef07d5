import { describe, expect, it } from 'vitest'
import type { Offer } from '../provider/catalog.ts'
import type { Provider } from '../provider/provider.ts'
import { FakeClock, noActivations, unknownTraits } from '../testing/index.ts'
import { createClient } from './create-client.ts'

function offer(
  country: string,
  service: string,
  amount: string,
  stock: number | null,
  different: Partial<Offer> = {},
): Offer {
  return {
    provider: 'own',
    kind: 'activation',
    service: { slug: null, nativeId: service, name: service },
    country: { iso: null, nativeId: country, name: country },
    operator: null,
    supplier: null,
    price: { amount, currency: 'USD' },
    stock,
    successRate: null,
    ...different,
  }
}

/** A client of a provider that has these offers, whatever it is asked. */
function clientOf(offers: readonly Offer[], clock = new FakeClock()) {
  const asked: unknown[] = []
  const unused = () => expect.fail('not asked for')
  const provider: Provider = {
    spec: 1,
    id: 'own',
    name: 'Own',
    currency: 'USD',
    traits: unknownTraits,
    activations: noActivations,
    account: { balance: unused },
    catalog: {
      services: unused,
      countries: unused,
      scan: unused,
      offers: async (query, call) => {
        asked.push([query, call])
        await clock.advance(1_000)
        return offers
      },
    },
  }
  return { ...createClient({ provider, clock }), asked }
}

const places = (offers: readonly Offer[]) =>
  offers.map(({ country, service, price, stock }) => [country.nativeId, service.nativeId, price.amount, stock])

describe('availability', () => {
  it('is as old as its question, by the clock of the client', async () => {
    const clock = new FakeClock()
    const askedAt = new Date(clock.now())
    const { catalog } = clientOf([], clock)
    expect((await catalog.availability({ service: 'telegram' })).observedAt).toEqual(askedAt)
  })

  it.each([undefined, {}])('of %j is refused by its own name, and nobody is asked', async query => {
    const { catalog, asked } = clientOf([])
    await expect(catalog.availability(query as never)).rejects.toMatchObject({
      code: 'configuration',
      operation: 'catalog.availability',
    })
    expect(asked).toEqual([])
  })

  it('keeps providers apart that use one id for two things, or two currencies', async () => {
    const other = { provider: 'other', price: { amount: '0.30', currency: 'EUR' } }
    const { catalog } = clientOf([offer('16', 'tg', '0.20', 5), offer('16', 'tg', '0.30', 5, other)])
    const { offers } = await catalog.availability({ service: 'telegram' })
    expect(offers.map(({ provider }) => provider)).toEqual(['own', 'other'])
  })

  it('keeps the cheapest offer of each country or service that has stock', async () => {
    const { catalog } = clientOf([
      offer('6', 'tg', '0.50', 5),
      offer('6', 'tg', '0.30', 0),
      offer('6', 'tg', '0.40', 1),
      offer('7', 'wa', '0.10', null),
      offer('7', 'tg', '0.20', 9),
    ])
    expect(places((await catalog.availability({ service: 'telegram' })).offers)).toEqual([
      ['6', 'tg', '0.40', 1],
      ['7', 'wa', '0.10', null],
    ])
    expect(places((await catalog.availability({ country: 'GB' })).offers)).toEqual([
      ['7', 'tg', '0.20', 9],
      ['7', 'wa', '0.10', null],
    ])
  })

  it('tells a place that is sold out, since that itself is the news', async () => {
    const { catalog } = clientOf([offer('6', 'tg', '0.30', 0), offer('6', 'tg', '0.20', 0), offer('7', 'tg', '1', 1)])
    expect(places((await catalog.availability({ service: 'telegram' })).offers)).toEqual([
      ['6', 'tg', '0.30', 0],
      ['7', 'tg', '1', 1],
    ])
  })

  it('asks for the one thing it was asked for, under the same signal', async () => {
    const { catalog, asked } = clientOf([])
    const call = { signal: new AbortController().signal }
    await catalog.availability({ country: 'GB' }, call)
    expect(asked).toEqual([[{ country: 'GB' }, call]])
    expect((await catalog.availability({ service: { nativeId: 'tg' } })).offers).toEqual([])
    expect(asked[1]).toEqual([{ service: { nativeId: 'tg' } }, {}])
  })
})
