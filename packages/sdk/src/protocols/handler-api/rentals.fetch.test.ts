import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ProviderUnavailableError } from '../../errors/transport.ts'
import { identity, later, now, scripted } from './__fixtures__/scripted.ts'
import { telegramRow } from './__fixtures__/telegram.ts'

/** The SMS with this number, which came in its minute. */
const sms = (id: number) => ({
  id: String(9_000 + id),
  phoneFrom: 'Bank',
  code: String(1_000 + id),
  text: `Your code is ${1_000 + id}`,
  service: 'tg',
  date: later(id).toISOString(),
  type: 'sms',
})
const read = (id: number) => ({
  id: String(9_000 + id),
  sender: 'Bank',
  code: String(1_000 + id),
  text: `Your code is ${1_000 + id}`,
  channel: 'sms',
  receivedAt: later(id),
})
const page = (data: readonly object[], total?: number) =>
  JSON.stringify({ data, meta: { ...(total !== undefined && { total }), service: 'tg' } })
const following = (getAllSms: Parameters<typeof scripted>[0][string], getStatus: string | Error = 'STATUS_WAIT_CODE') =>
  scripted({ getStatus, getAllSms })

describe('fetch', () => {
  it('tells where a rental stands, and every SMS of it', async () => {
    const { rentals, asked } = following(page([sms(1), sms(2)], 2), 'STATUS_OK:1002')
    const messages = [read(1), read(2)]
    expect(await rentals.fetch('host:4711', {})).toEqual({ ...identity, status: 'active', messages })
    expect(asked).toEqual(['read getStatus id=4711', 'read getAllSms id=4711 size=100'])
  })

  it.each(['STATUS_WAIT_CODE', 'STATUS_WAIT_RETRY:1', 'STATUS_OK:1'])('%s: it is ours', async status => {
    const { rentals } = following(page([], 0), status)
    expect(await rentals.fetch('host:4711', {})).toEqual({ ...identity, status: 'active', messages: [] })
  })

  it('E21 pages that are counted from 0 or from 1, reordered, sent again, moved by what comes: each SMS once', async () => {
    const scene = fc.record({
      count: fc.nat({ max: 40 }),
      size: fc.integer({ min: 1, max: 12 }),
      first: fc.constantFrom(0, 1),
      newestFirst: fc.boolean(),
      tellsTotal: fc.boolean(),
      comes: fc.boolean(),
      seed: fc.nat(),
    })
    await fc.assert(
      fc.asyncProperty(scene, async ({ count, size, first, newestFirst, tellsTotal, comes, seed }) => {
        let there = Array.from({ length: count }, (_, index) => index + 1)
        let asked = 0
        const { rentals } = following(({ page: wanted = String(first) }) => {
          asked += 1
          if (comes && asked === 2) there = [...there, count + 1]
          const order = newestFirst ? there.toReversed() : there
          const start = (Number(wanted) - first) * size
          const rows = start < 0 ? [] : order.slice(start, start + size).map(sms)
          const shuffled = seed % 2 ? rows.toReversed() : rows
          const again = shuffled.slice(0, seed % 3) // sent twice on one page
          return page([...shuffled, ...again], tellsTotal ? there.length : undefined)
        })
        const { messages } = await rentals.fetch('host:4711', {})
        expect(messages).toEqual(there.filter(id => id <= count || messages?.length === there.length).map(read))
      }),
    )
  })

  it('E21 a host that pays no heed to pages is not asked for ever', async () => {
    const { rentals, asked } = following(page([sms(1)], 5))
    expect((await rentals.fetch('host:4711', {})).messages).toEqual([read(1)])
    expect(asked.filter(line => line.includes('getAllSms'))).toHaveLength(4)
  })

  it('E21 two SMS that read alike are two; one without an id or a time is told as it is', async () => {
    const twins = [sms(1), { ...sms(1), id: '1' }]
    expect((await following(page(twins, 2)).rentals.fetch('host:4711', {})).messages).toHaveLength(2)
    const bare = { id: '4711', code: '1', text: null, date: '2026-01-01 00:00:00', type: 'call' }
    const { messages } = await following(page([bare, bare, { id: '8', code: null, text: null }])).rentals.fetch(
      'host:4711',
      {},
    )
    expect(messages).toEqual([{ id: null, sender: null, code: '1', text: null, channel: 'voice', receivedAt: null }])
  })

  it('P15 a list that cannot be read is an error, never an empty one', async () => {
    for (const odd of ['', '{}', '{"data":null}', '{"data":[1]}', '<html>', '{"data":[{"id"']) {
      await expect(following(odd).rentals.fetch('host:4711', {})).rejects.toMatchObject({ code: 'unexpected_response' })
    }
    const down = new ProviderUnavailableError('down')
    await expect(following(page([]), down).rentals.fetch('host:4711', {})).rejects.toBe(down)
    const { rentals } = scripted({ getStatus: 'STATUS_WAIT_CODE', getAllSms: down })
    await expect(rentals.fetch('host:4711', {})).rejects.toBe(down)
  })

  const history = (facts: object) => JSON.stringify([{ id: '4711', phone: '447700900123', cost: 0, ...facts }])

  it.each([
    ['8', 'confirmed'],
    ['6', 'none'],
    ['4', undefined],
  ])('of one that has ended the history tells what became of the money: %s', async (status, refund) => {
    const ended = '{"title":"ACTIVATION_NOT_ACTIVE","details":""}'
    const script = { getStatus: 'STATUS_CANCEL', getAllSms: ended, getHistory: history({ status }) }
    const seen = await scripted(script).rentals.fetch('host:4711', {})
    expect(seen).toMatchObject({ ...identity, status: 'closed' })
    expect([seen.refund, 'messages' in seen]).toEqual([refund, false])
  })

  it('its last SMS are told beside its end', async () => {
    const script = { getStatus: 'STATUS_CANCEL', getAllSms: page([sms(1)], 1), getHistory: '[]' }
    expect(await scripted(script).rentals.fetch('host:4711', {})).toEqual({
      ...identity,
      status: 'closed',
      messages: [read(1)],
    })
  })

  it('what the host has forgotten may stand in its history', async () => {
    const kept = scripted({ getStatus: 'NO_ACTIVATION', getHistory: history({ status: '8' }) })
    expect(await kept.rentals.fetch('host:4711', {})).toMatchObject({ status: 'closed', refund: 'confirmed' })
    const gone = scripted({ getStatus: 'NO_ACTIVATION', getHistory: '[]' })
    await expect(gone.rentals.fetch('host:4711', {})).rejects.toMatchObject({ code: 'not_found' })
    await expect(gone.rentals.fetch('other:4711', {})).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('the list that rentals share with activations', () => {
  const row = (activationId: number, facts: object = {}) =>
    telegramRow(activationId, { activationCost: '1.50', ...facts })
  const data = [
    row(1),
    row(2, { subtype: '2', activationEndTime: '2026-01-08T00:00:00Z', smsCode: '1234', activationStatus: 2 }),
    row(3, { subtype: 1 }),
    row(4, { subtype: 2, activationStatus: '8' }),
    row(5, { subtype: 2, activationStatus: '3', serviceCode: 'full' }),
    row(6, { subtype: 2, activationStatus: '6' }),
  ]
  const host = (rows: readonly object[] = data) =>
    scripted({ getActiveActivations: JSON.stringify({ status: 'success', data: rows }) })

  it('holds rentals for the one and activations for the other; one that says nothing is an activation', async () => {
    const { rentals, activations } = host()
    expect((await activations.list?.({}))?.map(({ nativeId }) => nativeId)).toEqual(['1', '3'])
    const open = (await rentals.list?.({})) ?? []
    expect(open.map(({ nativeId, status }) => [nativeId, status])).toEqual([
      ['2', 'active'],
      ['5', 'active'],
    ])
    expect(open[0]).toEqual({
      kind: 'rental',
      id: 'host:2',
      provider: 'host',
      nativeId: '2',
      status: 'active',
      reason: null,
      phone: '+447700900123',
      service: { slug: 'telegram', nativeId: 'tg', name: 'telegram' },
      country: { iso: 'GB', nativeId: '16', name: 'United Kingdom' },
      operator: null,
      price: { amount: '1.5', currency: 'USD' },
      refund: 'none',
      messages: [],
      createdAt: now,
      soldAt: now,
      expiresAt: later(7 * 24 * 60),
      cancellableAt: later(2),
      observedAt: now,
    })
    expect([...((await activations.fetchMany?.(['host:1', 'host:2'], {})) ?? [])].map(([id]) => id)).toEqual(['host:1'])
  })

  it('P36 a row of the one kind that cannot be read spoils only the list of its kind', async () => {
    const { rentals, activations } = host([...data, row(7, { subtype: 2, phoneNumber: null })])
    await expect(rentals.list?.({})).rejects.toMatchObject({ code: 'unexpected_response' })
    expect(await activations.list?.({})).toHaveLength(2)
  })

  it('is absent where the host has none', () => {
    expect('list' in scripted({}, { dialect: { openList: null } }).rentals).toBe(false)
  })
})

describe('what is asked of a rental', () => {
  it.each([
    ['cancel', 'ACCESS_CANCEL', '8', { status: 'cancelled', reason: 'user', refund: 'confirmed' }],
    ['complete', 'ACCESS_ACTIVATION', '6', { status: 'completed', refund: 'none' }],
  ] as const)('%s, once', async (verb, word, status, told) => {
    const { rentals, asked } = scripted({ setStatus: word })
    expect(await rentals[verb]?.('host:4711', {})).toEqual({ ...identity, ...told })
    expect(asked).toEqual([`change setStatus id=4711 status=${status}`])
    const ended = scripted({ setStatus: '{"title":"ACTIVATION_NOT_ACTIVE","details":""}' }, { status: 409 })
    expect(await ended.rentals[verb]?.('host:4711', {})).toEqual({ ...identity, status: 'closed' })
  })

  it.each([
    ['FREE_CANCELLATION_EXPIRED', 'invalid_transition'],
    ['OTP_RECEIVED', 'invalid_transition'],
    ['EARLY_CANCEL_DENIED', 'too_early_to_cancel'],
    ['NOT_FOUND', 'not_found'],
  ])('P41 P42 %s changes nothing: %s', async (title, code) => {
    const { rentals } = scripted({ setStatus: JSON.stringify({ title, details: '' }) }, { status: 409 })
    await expect(rentals.cancel?.('host:4711', {})).rejects.toMatchObject({ code })
  })
})
