import { describe, expect, it } from 'vitest'
import { OutOfStockError } from '../errors/catalog.ts'
import { ProviderUnavailableError } from '../errors/transport.ts'
import type { RentalSnapshot } from '../provider/rental-snapshot.ts'
import type { ExtensionOrder, RentalOffer, RentalOrder, RentalsFacet } from '../provider/rentals.ts'
import { createMemoryStore } from '../purchase/memory-store.ts'
import { createPurchases } from '../purchase/purchases.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { AT, member, offerOf, snapshotOf } from './__fixtures__/member.ts'
import { type FailoverOptions, failover } from './failover.ts'

const ORDER: RentalOrder = { service: 'telegram', country: 'GB', duration: { days: 1 }, intentId: 'intent-1' }

function rentalOf(provider: string, nativeId = '1'): RentalSnapshot {
  const { rounds: _, canRetry: __, ...number } = snapshotOf(provider, nativeId)
  return { ...number, kind: 'rental', status: 'active' }
}

function landlord(
  id: string,
  prices: Readonly<Record<number, string>> = { 24: '2' },
  facets: Partial<RentalsFacet> = {},
) {
  const wire: (RentalOrder | ExtensionOrder)[] = []
  const answers: (() => Promise<RentalSnapshot>)[] = []
  const { provider } = member(id)
  const sell = async () => rentalOf(id)
  const offers = (): RentalOffer[] =>
    Object.entries(prices).map(([hours, amount]) => ({
      ...offerOf(id, 'USD', { price: { amount, currency: 'USD' } }),
      kind: 'rental',
      hours: Number(hours),
    }))
  const told = { provider: id, nativeId: '1', observedAt: AT }
  const rentals: RentalsFacet = {
    offers: async () => offers(),
    targets: ({ country }) => [
      {
        kind: 'rental',
        provider: id,
        service: 'tg',
        country: String(country),
        operator: null,
        hours: 24,
        extends: null,
      },
    ],
    rent: order => {
      wire.push(order)
      return (answers.shift() ?? sell)()
    },
    extend: order => {
      wire.push(order)
      return (answers.shift() ?? sell)()
    },
    extensions: async () => offers(),
    fetch: async whole => ({ ...told, id: whole, status: 'active' }),
    list: async () => [rentalOf(id)],
    ...facets,
  }
  return { wire, answers, provider: { ...provider, rentals } }
}

function pair(a: ReturnType<typeof landlord>, b: ReturnType<typeof landlord>, options: FailoverOptions = {}) {
  return failover([a.provider, b.provider], { clock: new FakeClock(), ...options }).rentals
}
const refused = () => Promise.reject(new OutOfStockError('NO_NUMBERS', { provider: 'a', rejected: true }))
const broken = () => Promise.reject(new ProviderUnavailableError('502', { provider: 'a' }))

describe('renting from several providers', () => {
  it('P18 moves on after a refusal, P25 and after nothing else', async () => {
    const [a, b] = [landlord('a'), landlord('b')]
    const rentals = pair(a, b)
    a.answers.push(refused, broken)
    expect(await rentals.rent(ORDER, {})).toMatchObject({ id: 'b:1', kind: 'rental' })
    await expect(rentals.rent(ORDER, {})).rejects.toMatchObject({ provider: 'a', rejected: false })
    expect([a.wire.length, b.wire.length]).toEqual([2, 1])
  })

  it('cheapest compares the wanted length alone', async () => {
    const [a, b] = [landlord('a', { 4: '0.1', 24: '3' }), landlord('b', { 24: '2', 720: '50' })]
    expect(await pair(a, b, { strategy: 'cheapest' }).rent(ORDER, {})).toMatchObject({ provider: 'b' })
  })

  it('P22 a price above the cap is seen before anything is sent', async () => {
    const [a, b] = [landlord('a', { 24: '3' }), landlord('b')]
    const rentals = pair(a, b)
    expect(await rentals.rent({ ...ORDER, maxPrice: '2.5' }, {})).toMatchObject({ provider: 'b' })
    expect(a.wire).toEqual([])
    await expect(rentals.rent({ ...ORDER, maxPrice: '1' }, {})).rejects.toMatchObject({
      code: 'failover_exhausted',
      rejected: true,
    })
  })

  it('a duration that is none is refused before anything is sent', async () => {
    const [a, b] = [landlord('a'), landlord('b')]
    const order = { ...ORDER, duration: { days: 0.5 } }
    expect(() => pair(a, b).targets(order)).toThrow(expect.objectContaining({ code: 'configuration' }))
    await expect(pair(a, b).rent(order, {})).rejects.toMatchObject({ code: 'configuration', rejected: true })
    expect(a.wire).toEqual([])
  })

  it('has the offers, lists and targets of all', async () => {
    const rentals = pair(landlord('a'), landlord('b'))
    const providers = (rows: readonly { readonly provider: string }[] = []) => rows.map(({ provider }) => provider)
    expect(providers(await rentals.offers({ service: 'telegram' }, {}))).toEqual(['a', 'b'])
    expect(providers(await rentals.list?.({}))).toEqual(['a', 'b'])
    expect(providers(rentals.targets(ORDER))).toEqual(['a', 'b'])
    const half = pair(landlord('a'), landlord('b', {}, { offers: broken }))
    expect(providers(await half.offers({ service: 'telegram' }, {}))).toEqual(['a'])
    await expect(half.offers({ service: { nativeId: 'tg' } }, {})).rejects.toMatchObject({ code: 'capability' })
  })
})

describe('more time', () => {
  const extension = (rental: RentalSnapshot): ExtensionOrder => ({
    rental,
    duration: { days: 1 },
    intentId: 'intent-2',
  })

  it('is bought where the number was, and nowhere else', async () => {
    const [a, b] = [landlord('a'), landlord('b')]
    const rentals = pair(a, b)
    expect(await rentals.extend?.(extension(rentalOf('b')), {})).toMatchObject({ provider: 'b' })
    b.answers.push(refused, broken)
    await expect(rentals.extend?.(extension(rentalOf('b')), {})).rejects.toMatchObject({ code: 'out_of_stock' })
    await expect(rentals.extend?.(extension(rentalOf('b')), {})).rejects.toMatchObject({ rejected: false })
    expect([a.wire.length, b.wire.length]).toEqual([0, 3])
  })

  it('P22 above the cap, of a stranger, or where none is sold: refused, with the proof that nothing was sent', async () => {
    const { extend: _, ...without } = landlord('b').provider.rentals
    const [a, b] = [landlord('a', { 24: '3' }), landlord('b')]
    const [mine, stranger] = [extension(rentalOf('a')), extension(rentalOf('x'))]
    const rentals = pair(a, { ...b, provider: { ...b.provider, rentals: without } })
    await expect(rentals.extend?.({ ...mine, maxPrice: '2' }, {})).rejects.toMatchObject({
      code: 'price_cap',
      rejected: true,
    })
    await expect(rentals.extend?.(stranger, {})).rejects.toMatchObject({ code: 'purchase_not_sent' })
    await expect(rentals.extend?.(extension(rentalOf('b')), {})).rejects.toMatchObject({ code: 'purchase_not_sent' })
    expect([a.wire, b.wire]).toEqual([[], []])
  })
})

it('P22 a capped extension through a client is held against the price in the currency of who sells it', async () => {
  const clock = new FakeClock()
  const roubles = landlord('b')
  const offers = async () => [{ provider: 'b', hours: 24, price: { amount: '100', currency: 'RUB' } }]
  const b = { ...roubles.provider, currency: 'RUB', rentals: { ...roubles.provider.rentals, extensions: offers } }
  const { extensions: _, ...untold } = landlord('c').provider.rentals
  const c = { ...landlord('c').provider, rentals: untold }
  const rates = (from: string) => (from === 'USD' ? '80' : null)
  const provider = failover([landlord('a').provider, b, c], { clock, rates })
  const store = createMemoryStore({ clock })
  const onEvent = () => {}
  const purchases = createPurchases({ provider, store, accountMode: 'shared', clock, random: () => 0, onEvent })
  const duration = { days: 1 } as const
  const extended = (id: string, maxPrice: string) => purchases.extend({ rental: rentalOf(id), duration, maxPrice })
  expect((await extended('b', '2')).snapshot).toMatchObject({ provider: 'b' })
  await expect(extended('b', '1')).rejects.toMatchObject({ code: 'price_cap' })
  expect((await extended('c', '2')).snapshot).toMatchObject({ provider: 'c' }) // it tells no price of extensions
  expect([roubles.wire]).toMatchObject([[{ maxPrice: '160' }]])
  await purchases.close()
})

it('everything about a rental goes to the one that sold it; what it has not is refused', async () => {
  const cancel = async (id: string) => ({
    id,
    provider: 'b',
    nativeId: '1',
    observedAt: AT,
    status: 'cancelled' as const,
  })
  const rentals = pair(landlord('a'), landlord('b', { 24: '2' }, { cancel, complete: cancel }))
  expect(await rentals.fetch('a:1', {})).toMatchObject({ provider: 'a' })
  expect(await rentals.extensions?.('b:1', {})).toMatchObject([{ provider: 'b', hours: 24 }])
  expect(await rentals.cancel?.('b:1', {})).toMatchObject({ status: 'cancelled' })
  expect(await rentals.complete?.('b:1', {})).toMatchObject({ status: 'cancelled' })
  await expect(rentals.cancel?.('a:1', {})).rejects.toMatchObject({ code: 'capability', provider: 'a' })
  await expect(rentals.complete?.('a:1', {})).rejects.toMatchObject({ code: 'capability', provider: 'a' })
  await expect(rentals.fetch('x:1', {})).rejects.toMatchObject({ code: 'not_found' })
})
