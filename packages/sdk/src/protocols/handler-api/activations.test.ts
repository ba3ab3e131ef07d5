import { describe, expect, it } from 'vitest'
import { CapabilityError } from '../../errors/access.ts'
import { ProviderUnavailableError } from '../../errors/transport.ts'
import { activationTarget } from '../../provider/activation-target.ts'
import { FakeClock } from '../../testing/fake-clock.ts'
import { scriptedBy } from './__fixtures__/scripted.ts'

type Script = Parameters<typeof scriptedBy>

function scripted(answers: Script[1], options?: Script[2]) {
  const clock = new FakeClock()
  return { ...scriptedBy(clock, answers, options), clock }
}

const SOLD = JSON.stringify({
  activationId: 4711,
  phoneNumber: '447700900123',
  activationCost: '0.25',
  currency: 840,
  activationTime: '2030-01-01 10:00:00',
  activationEndTime: '2030-01-01 10:40:00',
  activationOperator: 'any',
  canGetAnotherSms: true,
})
const order = { intentId: 'intent-1', service: 'telegram', country: 'GB' } as const
const now = new Date('2026-01-01T00:00:00Z')
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
const identity = { id: 'host:4711', provider: 'host', nativeId: '4711', observedAt: now }

describe('targets', () => {
  const { activations, asked } = scripted({}, { dialect: { operatorChoice: true } })

  it('are in the ids of the host, and send nothing', () => {
    expect(activations.targets(order)).toEqual([activationTarget('host', 'tg', '16')])
    expect(activations.targets({ service: { nativeId: 'x' }, country: { nativeId: '7' }, operator: 'o2' })).toEqual([
      activationTarget('host', 'x', '7', 'o2'),
    ])
    expect(asked).toEqual([])
  })

  it('P24 know no names that nobody has mapped', () => {
    expect(() => activations.targets({ ...order, service: 'telegrm' })).toThrow(/telegram/)
    expect(() => activations.targets({ ...order, country: 'ZZ' })).toThrow(/has no country/)
  })

  it('refuse what the host does not honour, and what is no cap or operator', () => {
    expect(() => scripted({}).activations.targets({ ...order, operator: 'o2' })).toThrow(CapabilityError)
    for (const operator of ['', 'o2,ee', 'a b'])
      expect(() => activations.targets({ ...order, operator })).toThrow('operator')
    for (const maxPrice of ['', '0', '-1', '0,5', 'NaN', '1e3', '0.0000001']) {
      expect(() => activations.targets({ ...order, maxPrice })).toThrow('maxPrice')
    }
  })
})

describe('purchase', () => {
  it('sends one request with the cap and the reference, and answers the number by our own clock', async () => {
    const { activations, asked } = scripted({ getNumberV2: SOLD })
    expect(await activations.purchase({ ...order, maxPrice: '0.500' }, {})).toEqual({
      ...identity,
      status: 'waiting',
      reason: null,
      phone: '+447700900123',
      service: { slug: 'telegram', nativeId: 'tg', name: 'telegram' },
      country: { iso: 'GB', nativeId: '16', name: 'United Kingdom' },
      operator: null,
      price: { amount: '0.25', currency: 'USD' },
      refund: 'none',
      messages: [],
      rounds: 0,
      canRetry: true,
      createdAt: now,
      soldAt: null,
      expiresAt: later(40),
      cancellableAt: later(2),
    })
    expect(asked).toEqual(['buy getNumberV2 service=tg country=16 maxPrice=0.5 orderId=intent-1'])
  })

  it('P13 with the older action, its words, and a host without references', async () => {
    const { activations, asked } = scripted(
      { getNumber: 'ACCESS_NUMBER:4711:447700900123' },
      { dialect: { purchase: 'getNumber', reference: 'none', operatorChoice: true } },
    )
    expect(await activations.purchase({ ...order, operator: 'o2' }, {})).toMatchObject({
      id: 'host:4711',
      operator: { nativeId: 'o2', name: 'o2' },
      price: null,
      canRetry: null,
      expiresAt: later(20),
    })
    expect(asked).toEqual(['buy getNumber service=tg country=16 operator=o2'])
  })

  it('P24 what fails before it is sent was not sent', async () => {
    const { activations, asked } = scripted({ getNumberV2: SOLD })
    await expect(activations.purchase({ ...order, service: 'telegrm' }, {})).rejects.toMatchObject({
      code: 'purchase_not_sent',
      cause: { code: 'unknown_reference' },
    })
    expect(asked).toEqual([])
  })
})

describe('fetch', () => {
  it.each<[string, object]>([
    ['STATUS_WAIT_CODE', { status: 'waiting' }],
    ['STATUS_WAIT_RETRY:1234', { status: 'retrying' }],
    ['STATUS_OK:1234', { status: 'received', messages: [expect.objectContaining({ code: '1234' })] }],
    ['STATUS_OK:', {}],
  ])('%s', async (getStatus, told) => {
    const { activations, asked } = scripted({ getStatus })
    expect(await activations.fetch('host:4711', {})).toEqual({ ...identity, ...told })
    expect(asked).toEqual(['read getStatus id=4711'])
  })

  it('E01 an answer is as old as its question', async () => {
    const { activations, clock } = scripted({ getStatus: 'STATUS_WAIT_CODE' })
    const asking = activations.fetch('host:4711', {})
    await clock.advance(5_000)
    expect((await asking).observedAt).toEqual(now)
  })

  const history = (facts: object) =>
    JSON.stringify([{ id: '4711', phone: '447700900123', sms: null, cost: 0, currency: 840, ...facts }])

  it.each<[object, object]>([
    [
      { status: '6', sms: 'Your code is 1234', cost: 0.25 },
      {
        status: 'completed',
        refund: 'none',
        messages: [{ text: 'Your code is 1234' }],
        price: { amount: '0.25', currency: 'USD' },
      },
    ],
    [{ status: '8' }, { status: 'closed', refund: 'confirmed', messages: [] }],
    [{ status: '10' }, { status: 'closed', refund: 'confirmed', messages: [] }],
    [
      { status: '4', sms: 'late: 1234' },
      { status: 'closed', messages: [{ text: 'late: 1234' }] },
    ],
  ])('an end is looked at once more in the history: %j', async (facts, told) => {
    const { activations, asked } = scripted({ getStatus: 'STATUS_CANCEL', getHistory: history(facts) })
    const observation = await activations.fetch('host:4711', {})
    expect(observation).toMatchObject({ ...identity, phone: '+447700900123', ...told })
    if (!('refund' in told)) expect(observation).not.toHaveProperty('refund')
    expect(asked).toEqual([
      'read getStatus id=4711',
      `read getHistory start=${now.getTime() / 1000 - 86_400} end=${now.getTime() / 1000 + 86_400} limit=100`,
    ])
  })

  it('where there is no history, in the list', async () => {
    const row = {
      activationId: 4711,
      serviceCode: 'tg',
      countryCode: 16,
      phoneNumber: 447700900123,
      activationStatus: 2,
      smsCode: '1234',
    }
    const { activations, asked } = scripted(
      { getStatus: 'STATUS_CANCEL', getActiveActivations: JSON.stringify({ data: [row] }) },
      { dialect: { historyLimit: null, openList: 'paged' } },
    )
    expect(await activations.fetch('host:4711', {})).toMatchObject({ status: 'closed', messages: [{ code: '1234' }] })
    expect(asked).toEqual(['read getStatus id=4711', 'read getActiveActivations start=0 limit=100'])
  })

  it('where there is neither, the end is all there is to say', async () => {
    const { activations, asked } = scripted(
      { getStatus: 'STATUS_CANCEL' },
      { dialect: { historyLimit: null, openList: null } },
    )
    expect(await activations.fetch('host:4711', {})).toEqual({ ...identity, status: 'closed' })
    expect(asked).toHaveLength(1)
    const without = scripted({ getStatus: 'STATUS_CANCEL', getHistory: 'BAD_ACTION' })
    expect(await without.activations.fetch('host:4711', {})).toEqual({ ...identity, status: 'closed' })
    const other = scripted({ getStatus: 'STATUS_CANCEL', getHistory: '[]' })
    expect(await other.activations.fetch('host:4711', {})).toEqual({ ...identity, status: 'closed' })
  })

  it('an end is not told before the last look has succeeded, or its code would be lost', async () => {
    const down = new ProviderUnavailableError('down')
    const { activations } = scripted({ getStatus: 'STATUS_CANCEL', getHistory: down })
    await expect(activations.fetch('host:4711', {})).rejects.toBe(down)
  })

  it('what the host has forgotten may stand in its history', async () => {
    const kept = scripted({ getStatus: 'NO_ACTIVATION', getHistory: history({ status: '6' }) })
    expect(await kept.activations.fetch('host:4711', {})).toMatchObject({ status: 'completed' })
    const gone = scripted({ getStatus: 'NO_ACTIVATION', getHistory: '[]' })
    await expect(gone.activations.fetch('host:4711', {})).rejects.toMatchObject({ code: 'not_found' })
  })

  it.each(['other:4711', '4711', 'host:', 'host:47a', 'host:4711 ', 'host:host:4711'])(
    'no id of ours: %j',
    async id => {
      const { activations, asked } = scripted({ getStatus: 'STATUS_WAIT_CODE' })
      await expect(activations.fetch(id, {})).rejects.toMatchObject({ code: 'not_found', provider: 'host' })
      expect(asked).toEqual([])
    },
  )
})

describe('lists', () => {
  const row = (activationId: number, facts: object = {}) => ({
    activationId,
    serviceCode: 'tg',
    countryCode: '16',
    phoneNumber: '447700900123',
    activationCost: '0.25',
    activationStatus: '4',
    activationTime: '2026-01-01 00:00:00',
    ...facts,
  })
  const rows = [
    row(1),
    row(2, { activationStatus: '2', smsCode: '1234', activationTime: '2025-12-31T23:59:00Z', canGetAnotherSms: 0 }),
    row(3, { activationStatus: '3', smsCode: '1234' }),
    row(4, { activationStatus: '8' }),
    row(5, { activationStatus: '99', activationCost: null }),
  ]
  const host = () => scripted({ getActiveActivations: JSON.stringify({ status: 'success', activeActivations: rows }) })

  it('hold every open number, as far as it is told', async () => {
    const { activations, asked } = host()
    const open = (await activations.list?.({})) ?? []
    expect(open.map(({ nativeId, status }) => [nativeId, status])).toEqual([
      ['1', 'waiting'],
      ['2', 'received'],
      ['3', 'retrying'],
      ['5', 'waiting'],
    ])
    expect(open[0]).toEqual({
      id: 'host:1',
      provider: 'host',
      nativeId: '1',
      status: 'waiting',
      reason: null,
      phone: '+447700900123',
      service: { slug: 'telegram', nativeId: 'tg', name: 'telegram' },
      country: { iso: 'GB', nativeId: '16', name: 'United Kingdom' },
      operator: null,
      price: { amount: '0.25', currency: 'USD' },
      refund: 'none',
      messages: [],
      rounds: 0,
      canRetry: null,
      createdAt: now,
      soldAt: null,
      expiresAt: null,
      cancellableAt: null,
      observedAt: now,
    })
    expect(open[1]).toMatchObject({
      createdAt: later(-1),
      soldAt: later(-1),
      expiresAt: later(19),
      cancellableAt: later(1),
      canRetry: false,
      messages: [{ id: '0:1234', code: '1234' }],
    })
    expect(open[2]).toMatchObject({ rounds: 1, messages: [] })
    expect(open[3]).toMatchObject({ price: null })
    expect(asked).toEqual(['read getActiveActivations'])
  })

  it('serve many numbers at once; what is not on them is not in the answer', async () => {
    const { activations } = host()
    const seen = await activations.fetchMany?.(['host:2', 'host:4', 'host:5', 'host:6', 'other:1'], {})
    expect([...(seen ?? [])].map(([id, { status, refund }]) => [id, status, refund])).toEqual([
      ['host:2', 'received', 'none'],
      ['host:4', 'closed', 'confirmed'],
      ['host:5', undefined, undefined],
    ])
    // Times are left to the purchase, which told them by our clock.
    expect(seen?.get('host:2')).not.toHaveProperty('createdAt')
    expect(seen?.get('host:5')).not.toHaveProperty('price')
  })

  it('are absent where the host has none', () => {
    const { activations } = scripted({}, { dialect: { openList: null } })
    expect(['list' in activations, 'fetchMany' in activations]).toEqual([false, false])
  })
})

describe('what is asked of a number', () => {
  it.each([
    ['cancel', 'ACCESS_CANCEL', '8', { status: 'cancelled', reason: 'user', refund: 'confirmed' }],
    ['complete', 'ACCESS_ACTIVATION', '6', { status: 'completed', refund: 'none' }],
    ['retry', 'ACCESS_RETRY_GET', '3', { status: 'retrying' }],
  ] as const)('%s, once', async (verb, word, status, told) => {
    const { activations, asked } = scripted({ setStatus: word })
    expect(await activations[verb]?.('host:4711', {})).toEqual({ ...identity, ...told })
    expect(asked).toEqual([`change setStatus id=4711 status=${status}`])
    const ended = scripted({ setStatus: '{"title":"ACTIVATION_NOT_ACTIVE","details":""}' }, { status: 409 })
    expect(await ended.activations[verb]?.('host:4711', {})).toEqual({ ...identity, status: 'closed' })
    const empty = scripted({ setStatus: '' }, { status: 204 })
    expect(await empty.activations[verb]?.('host:4711', {})).toEqual({ ...identity, ...told })
  })

  it('a report is a cancellation that says why it ended', async () => {
    const { activations, asked } = scripted({ setStatus: 'ACCESS_CANCEL' })
    expect(await activations.report?.('host:4711', 'banned', {})).toEqual({
      ...identity,
      status: 'cancelled',
      reason: 'reported',
      refund: 'confirmed',
    })
    expect(asked).toEqual(['change setStatus id=4711 status=8'])
  })

  it('P41 P42 P40 a refusal changes nothing', async () => {
    const cancel = (setStatus: string | Error) => scripted({ setStatus }).activations.cancel('host:4711', {})
    await expect(cancel('EARLY_CANCEL_DENIED')).rejects.toMatchObject({ code: 'too_early_to_cancel' })
    await expect(cancel('BAD_STATUS')).rejects.toMatchObject({ code: 'invalid_transition' })
    await expect(cancel('NO_ACTIVATION')).rejects.toMatchObject({ code: 'not_found' })
    const lost = new ProviderUnavailableError('no answer')
    await expect(cancel(lost)).rejects.toBe(lost)
  })
})
