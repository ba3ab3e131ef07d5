import { describe, expect, it } from 'vitest'
import { inVirtualTime } from '../../__fixtures__/virtual-time.ts'
import { body, order, page, scripted, sms } from './__fixtures__/scripted.ts'

const ID = 'five-sim:1090000001'
const check = (facts: Readonly<Record<string, unknown>>) =>
  scripted({ 'user/check': body(facts) }).provider.activations.fetch(ID, {})

describe('a look at an order', () => {
  it.each([
    ['PENDING', null, { status: 'waiting', refund: 'none' }],
    ['RECEIVED', null, { status: 'waiting', refund: 'none' }],
    ['RECEIVED', [], { status: 'waiting', refund: 'none' }],
    ['RECEIVED', [sms()], { status: 'received', refund: 'none' }],
    ['FINISHED', [sms()], { status: 'completed', refund: 'none' }],
    ['CANCELED', [], { status: 'cancelled', refund: 'confirmed' }],
    ['BANNED', [], { status: 'cancelled', reason: 'reported', refund: 'confirmed' }],
    ['TIMEOUT', [], { status: 'expired', refund: 'confirmed' }],
    ['TIMEOUT', [sms()], { status: 'expired', refund: 'none' }],
    ['received', [sms()], { status: 'received', refund: 'none' }],
  ])('%s with %j', async (status, messages, expected) => {
    expect(await check({ status, sms: messages })).toMatchObject({ id: ID, nativeId: '1090000001', ...expected })
  })

  it('leaves who cancelled to who knows', async () => {
    expect(await check({ status: 'CANCELED' })).not.toHaveProperty('reason')
  })

  it('says so of a status nobody knows', async () => {
    await expect(check({ status: 'REFUSED' })).rejects.toMatchObject({
      code: 'unexpected_response',
      reason: 'unknown_word',
    })
  })

  it('E21 tells messages in their order, with ids that stay', async () => {
    const list = [
      sms({ id: 5001 }),
      sms({ code: '', text: 'Your code is 004567', created_at: '2026-01-02T03:06:10.123456789Z' }),
      sms({ code: '', text: 'Welcome!', created_at: '2026-01-02T03:07:10Z' }),
      null,
      { sender: 'x' },
    ]
    const { messages = [] } = await check({ status: 'RECEIVED', sms: list })
    expect(messages.map(({ code, text }) => [code, text])).toEqual([
      ['48213', 'Telegram code: 48213'],
      ['004567', 'Your code is 004567'],
      [null, 'Welcome!'],
    ])
    expect(messages[1]?.receivedAt).toEqual(new Date('2026-01-02T03:06:10.123Z'))
    const again = await check({ status: 'RECEIVED', sms: [sms(), ...list.slice(1)] })
    expect(again.messages?.map(({ id }) => id)).toEqual(messages.map(({ id }) => id))
    expect(new Set(messages.map(({ id }) => id)).size).toBe(3)
  })

  it('takes no answer about another order', async () => {
    await expect(check({ id: 1090000002 })).rejects.toMatchObject({ code: 'unexpected_response', reason: 'shape' })
  })

  it.each([
    ['order not found', 404, 'not_found'],
    ['record not found', 400, 'not_found'],
    ['', 401, 'authentication'],
    ['no idea', 400, 'unexpected_response'],
  ])('%j beside %i', async (text, status, code) => {
    const { provider } = scripted({ 'user/check': new Response(text, { status }) })
    await expect(provider.activations.fetch(ID, {})).rejects.toMatchObject({ code })
  })

  it('P47 haste is told apart from a fault, and looked at again', async () => {
    for (const status of [429, 503]) {
      let count = 0
      const answer = () => {
        count += 1
        return count === 1 ? new Response('<html></html>', { status }) : body()
      }
      const { provider } = scripted({ 'user/check': answer })
      expect(await inVirtualTime(() => provider.activations.fetch(ID, {}))).toMatchObject({ status: 'waiting' })
      expect(count).toBe(2)
    }
  })

  it.each(['five-sim:', 'five-sim:x', 'hero-sms:1', '1090000001', 'five-sim:1/../2'])(
    'asks nobody about %j',
    async id => {
      const { provider, asked } = scripted()
      await expect(provider.activations.fetch(id, {})).rejects.toMatchObject({ code: 'not_found' })
      expect(asked).toEqual([])
    },
  )
})

describe('closing an order', () => {
  it.each([
    ['cancel', 'user/cancel', 'CANCELED', { status: 'cancelled', reason: 'user', refund: 'confirmed' }],
    ['report', 'user/ban', 'BANNED', { status: 'cancelled', reason: 'reported', refund: 'confirmed' }],
    ['complete', 'user/finish', 'FINISHED', { status: 'completed', refund: 'none' }],
  ] as const)('%s', async (verb, path, status, expected) => {
    const { provider, asked } = scripted({ [path]: body({ status }) })
    const { cancel, report, complete } = provider.activations
    const observed = {
      cancel: () => cancel(ID, {}),
      report: () => report?.(ID, 'no_sms', {}),
      complete: () => complete?.(ID, {}),
    }
    expect(await observed[verb]()).toMatchObject(expected)
    expect(asked).toEqual([`${path}/1090000001`])
  })

  it.each([
    ['order has sms', 400, 'invalid_transition'],
    ['order no sms', 400, 'invalid_transition'],
    ['order expired', 400, 'invalid_transition'],
    ['you need to wait time', 400, 'too_early_to_cancel'],
    ['hosting order', 400, 'capability'],
    ['order not found', 400, 'not_found'],
    ['internal error', 500, 'provider_unavailable'],
  ])('%s', async (text, status, code) => {
    const { provider, asked } = scripted({ 'user/cancel': new Response(text, { status }) })
    await expect(provider.activations.cancel(ID, {})).rejects.toMatchObject({ code, rejected: false })
    expect(asked).toHaveLength(1)
  })

  it('asks for another SMS by waiting for it', async () => {
    const received = scripted({ 'user/check': body({ status: 'RECEIVED', sms: [sms()] }) })
    const observed = await received.provider.activations.retry?.(ID, {})
    expect(observed).toMatchObject({ status: 'retrying' })
    expect(observed).not.toHaveProperty('messages')
    expect(received.asked).toEqual(['user/check/1090000001'])
    const ended = scripted({ 'user/check': body({ status: 'FINISHED', sms: [sms()] }) })
    expect(await ended.provider.activations.retry?.(ID, {})).toMatchObject({ status: 'completed' })
  })
})

describe('the list of orders', () => {
  const day = 86_400_000
  /** Orders with ids from `first` down, each a second older than the one before. */
  const orders = (count: number, first: number, facts: (index: number) => Record<string, unknown> = () => ({})) =>
    Array.from({ length: count }, (_, index) =>
      order({
        id: first - index,
        created_at: new Date(Date.UTC(2026, 0, 2) - index * 1_000).toISOString(),
        ...facts(index),
      }),
    )
  const paged = (rows: readonly unknown[], options: { isBroken?: boolean } = {}) =>
    scripted({
      'user/orders': url => {
        const isNewestFirst = url.searchParams.get('reverse') === 'true'
        if (isNewestFirst && options.isBroken) return page(null)
        const offset = Number(url.searchParams.get('offset'))
        return page((isNewestFirst ? rows : [...rows].reverse()).slice(offset, offset + 100))
      },
    })
  const offsets = (asked: readonly string[]) =>
    asked.map(path => new URLSearchParams(path.split('?')[1])).map(query => [query.get('reverse'), query.get('offset')])

  it('E01 holds every open number of every page, each in full', async () => {
    const rows = orders(250, 5_000, index => ({ status: index % 2 ? 'CANCELED' : 'RECEIVED', operator: 'Virtual62' }))
    const { provider, asked } = paged(rows)
    const list = (await provider.activations.list?.({})) ?? []
    expect(list).toHaveLength(125)
    expect(list[0]).toMatchObject({
      nativeId: '5000',
      status: 'waiting',
      operator: { nativeId: 'virtual62' },
      refund: 'none',
      createdAt: new Date('2026-01-02T00:00:00Z'),
      expiresAt: new Date('2026-01-02T03:19:05.123Z'),
    })
    expect(offsets(asked)).toEqual([
      ['true', '0'],
      ['true', '100'],
      ['true', '200'],
    ])
    expect(asked[0]).toContain('category=activation')
  })

  it('stops where everything is older than a number can be', async () => {
    const rows = orders(400, 5_000, index =>
      index < 150 ? {} : { created_at: new Date(Date.UTC(2026, 0, 2) - 2 * day).toISOString(), status: 'FINISHED' },
    )
    const { provider, asked } = paged(rows)
    expect(await provider.activations.list?.({})).toHaveLength(150)
    expect(asked).toHaveLength(3)
  })

  it('is read from its other end where the newest do not come first', async () => {
    const { provider, asked } = paged(orders(120, 5_000), { isBroken: true })
    expect(await provider.activations.list?.({})).toHaveLength(120)
    expect(offsets(asked)).toEqual([
      ['true', '0'],
      ['false', '0'],
      ['false', '100'],
    ])
  })

  it('is empty where both ends are', async () => {
    const { provider, asked } = scripted({ 'user/orders': page(null) })
    expect(await provider.activations.list?.({})).toEqual([])
    expect(asked).toHaveLength(2)
  })

  it.each([
    ['no list', '{"Total":0}'],
    ['a row that is none', page([order(), { id: null }])],
    ['an open row that tells too little', page([order({ country: '' })])],
    ['a list that does not end', page(orders(100, 5_000))],
  ])('an error is never an empty list: %s', async (_, text) => {
    const { provider } = scripted({ 'user/orders': text })
    await expect(provider.activations.list?.({})).rejects.toMatchObject({ code: 'unexpected_response' })
  })

  it('takes an order whose status nobody knows for one that may be open', async () => {
    const { provider } = scripted({
      'user/orders': page([order({ status: 'NEW' }), order({ id: 7, country: '', status: 'BANNED' })]),
    })
    expect(await provider.activations.list?.({})).toMatchObject([{ nativeId: '1090000001', status: 'waiting' }])
  })

  it('answers for several at once, closed ones included, with no more pages than that takes', async () => {
    const rows = orders(250, 5_000, index => (index === 1 ? { status: 'TIMEOUT' } : {}))
    const { provider, asked } = paged(rows)
    const found = await provider.activations.fetchMany?.(['five-sim:4999', 'five-sim:5000', 'hero-sms:1'], {})
    expect([...(found ?? [])].map(([id, { status }]) => [id, status])).toEqual([
      ['five-sim:4999', 'expired'],
      ['five-sim:5000', 'waiting'],
    ])
    expect(asked).toHaveLength(3) // nobody has hero-sms:1
    await provider.activations.fetchMany?.(['five-sim:4950'], {})
    expect(asked).toHaveLength(4)
  })
})
