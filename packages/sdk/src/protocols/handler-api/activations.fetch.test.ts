import { describe, expect, it } from 'vitest'
import { ProviderUnavailableError } from '../../errors/transport.ts'
import { FakeClock } from '../../testing/fake-clock.ts'
import { identity, now, scripted, scriptedBy } from './__fixtures__/scripted.ts'

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
    const clock = new FakeClock(now)
    const { activations } = scriptedBy(clock, { getStatus: 'STATUS_WAIT_CODE' })
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
