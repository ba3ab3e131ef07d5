import { describe, expect, it } from 'vitest'
import { body, order, page, scripted, sms } from './__fixtures__/scripted.ts'

const HOSTING = { id: 1, product: '1day', price: 80, expires: '2026-01-03T03:04:05.1Z', sms: [] }
const request = { service: 'telegram', country: 'GB', duration: { days: 1 } } as const
const ID = 'five-sim:1'

describe('renting', () => {
  it('offers the lengths of one country', async () => {
    const { provider, asked } = scripted({
      'guest/products': JSON.stringify({
        telegram: { Category: 'activation', Qty: 133, Price: 21 },
        '1day': { Category: 'hosting', Qty: 14, Price: 80 },
        '1month': { Category: 'hosting', Price: 700 },
        '3hours': { Category: 'hosting', Qty: 1, Price: null },
        amazon: { Category: 'hosting', Qty: 14, Price: 80 },
      }),
    })
    const offers = await provider.rentals.offers({ service: 'telegram', country: 'GB' }, {})
    expect(offers.map(({ kind, hours, price, stock }) => [kind, hours, price.amount, stock])).toEqual([
      ['rental', 24, '80', 14],
      ['rental', 720, '700', null],
    ])
    expect(asked).toEqual(['guest/products/england/any'])
    await expect(provider.rentals.offers({ service: 'telegram' }, {})).rejects.toMatchObject({ code: 'capability' })
  })

  it.each([
    [{ hours: 3 }, '3hours', 3],
    [{ days: 1 }, '1day', 24],
    [{ hours: 240 }, '10days', 240],
    [{ days: 30 }, '1month', 720],
  ])('buys %j once, for whatever service', async (duration, product, hours) => {
    const { provider, asked } = scripted({ 'user/buy': body({ ...HOSTING, product, expires: undefined }) })
    const [target] = provider.rentals.targets({ ...request, duration })
    expect(target).toMatchObject({ kind: 'rental', service: product, country: 'england', hours, extends: null })
    const rental = await provider.rentals.rent({ ...request, duration, intentId: 'i' }, {})
    expect(asked).toEqual([`user/buy/hosting/england/any/${product}`])
    expect(rental).toMatchObject({
      kind: 'rental',
      id: ID,
      status: 'active',
      phone: '+447700900123',
      price: { amount: '80' },
      service: { nativeId: product },
      country: { iso: 'GB' },
      cancellableAt: null,
    })
    expect((rental.expiresAt?.getTime() ?? 0) - rental.createdAt.getTime()).toBe(hours * 3_600_000)
    expect(rental).not.toHaveProperty('rounds')
  })

  it.each([
    [{ days: 2 }, 'capability'],
    [{ hours: 0 }, 'configuration'],
    [{ hours: 1.5 }, 'configuration'],
    [{ hours: '3' }, 'configuration'],
    [{ hours: 24, days: 1 }, 'configuration'],
    [undefined, 'configuration'],
  ])('P24 sends nothing for %j', async (duration, code) => {
    const { provider, asked } = scripted({ 'user/buy': body(HOSTING) })
    const wanted = { ...request, duration: duration as never, intentId: 'i' }
    expect(() => provider.rentals.targets(wanted)).toThrow(expect.objectContaining({ code }))
    await expect(provider.rentals.rent(wanted, {})).rejects.toMatchObject({
      code: 'purchase_not_sent',
      cause: { code },
    })
    expect(asked).toEqual([])
  })

  it('P24 does not rent a length by the name of another', () => {
    const { rentals } = scripted().provider
    expect(rentals.targets({ ...request, service: { nativeId: '1day' } })).toMatchObject([{ service: '1day' }])
    expect(() => rentals.targets({ ...request, service: { nativeId: '10days' } })).toThrow(/does not rent/)
  })

  it('P18 is refused in the same words, and in doubt in the same way', async () => {
    const refused = scripted({ 'user/buy': 'no free phones' }).provider
    await expect(refused.rentals.rent({ ...request, intentId: 'i' }, {})).rejects.toMatchObject({
      code: 'out_of_stock',
      rejected: true,
    })
    const lost = scripted({ 'user/buy': body({ ...HOSTING, phone: null }) }).provider
    await expect(lost.rentals.rent({ ...request, intentId: 'i' }, {})).rejects.toMatchObject({
      code: 'unexpected_response',
      rejected: false,
      activationId: '1',
    })
  })
})

describe('a rented number', () => {
  it.each([
    ['PENDING', { status: 'active', refund: 'none' }],
    ['RECEIVED', { status: 'active', refund: 'none' }],
    ['FINISHED', { status: 'expired', refund: 'none' }],
    ['TIMEOUT', { status: 'expired', refund: 'unknown' }],
    ['CANCELED', { status: 'cancelled', refund: 'confirmed' }],
    ['BANNED', { status: 'cancelled', reason: 'reported', refund: 'confirmed' }],
  ])('%s', async (status, expected) => {
    const { rentals } = scripted({ 'user/check': body({ ...HOSTING, status, sms: [sms()] }) }).provider
    const observed = await rentals.fetch(ID, {})
    expect(observed).toMatchObject({ ...expected, messages: [{ code: '48213' }] })
    expect(observed).not.toHaveProperty('canRetry')
  })

  it('says so of a status nobody knows', async () => {
    const { rentals } = scripted({ 'user/check': body({ ...HOSTING, status: 'PAUSED' }) }).provider
    await expect(rentals.fetch(ID, {})).rejects.toMatchObject({ reason: 'unknown_word' })
  })

  it('has its messages in a box where the order has none, if there is a box', async () => {
    const check = body({ ...HOSTING, sms: null })
    const inbox = JSON.stringify({ Data: [{ ID: 5001, ...sms(), is_wave: false }], Total: 1 })
    const boxed = scripted({ 'user/check': check, 'user/sms/inbox': inbox })
    expect(await boxed.provider.rentals.fetch(ID, {})).toMatchObject({
      messages: [{ code: '48213', sender: 'Telegram' }],
    })
    expect(boxed.asked).toEqual(['user/check/1', 'user/sms/inbox/1'])
    const redirecting = scripted({ 'user/check': check, 'user/sms/inbox': () => new Response('', { status: 302 }) })
    const observed = await redirecting.provider.rentals.fetch(ID, {})
    expect(observed).toMatchObject({ status: 'active' })
    expect(observed).not.toHaveProperty('messages')
    const failing = scripted({ 'user/check': check, 'user/sms/inbox': new Response('bad', { status: 400 }) })
    await expect(failing.provider.rentals.fetch(ID, {})).rejects.toMatchObject({ code: 'unexpected_response' })
  })

  it('E01 is on a list of its own, with its end', async () => {
    const rows = [
      order(HOSTING),
      order({ ...HOSTING, id: 2, status: 'FINISHED' }),
      order({ ...HOSTING, id: 3, expires: '' }),
    ]
    const { provider, asked } = scripted({ 'user/orders': page(rows) })
    const list = (await provider.rentals.list?.({})) ?? []
    expect(list.map(({ id, kind, status, expiresAt }) => [id, kind, status, expiresAt?.toISOString()])).toEqual([
      [ID, 'rental', 'active', '2026-01-03T03:04:05.100Z'],
      ['five-sim:3', 'rental', 'active', '2026-01-03T03:04:05.123Z'],
    ])
    expect(asked).toHaveLength(1)
    expect(asked[0]).toContain('category=hosting')
  })

  it('can be neither extended nor given back', () => {
    expect(Object.keys(scripted().provider.rentals).sort()).toEqual(['fetch', 'list', 'offers', 'rent', 'targets'])
  })
})
