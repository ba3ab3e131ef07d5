import type { WireEventData } from '@onesms/sdk/wire'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type CatalogDatabase, createCatalogDatabase } from '../scheduler/__fixtures__/catalog-database.ts'
import { activation, message, rental, writeBought } from '../tracking/__fixtures__/bought.ts'
import { readActivation } from '../tracking/activation-row.ts'
import { recordSnapshots } from '../tracking/record.ts'
import { bodyOf, knownNumber, numberOf } from '../webhooks-out/message.ts'
import { saveSubscriptions } from './endpoints.ts'
import { activationTypes } from './events.ts'

let database: CatalogDatabase
beforeAll(async () => {
  database = await createCatalogDatabase()
})
beforeEach(async () => {
  await database.clear()
  await saveSubscriptions(database, [{ id: 'shop', types: activationTypes, subjects: ['alice'] }])
})
afterAll(() => database?.drop())

const outbox = () =>
  database.sql<
    { type: string; ordering_key: string; payload: WireEventData & Record<string, unknown>; created_at: Date }[]
  >`
    select type, ordering_key, payload, created_at from onesms.outbox order by id`

const bought = activation('1')
const received = activation('1', { status: 'received', messages: [message('0:4711', '4711')] })

describe('what happens to a number', () => {
  it('is told in its order, by the transaction that writes it down, to those whose number it is', async () => {
    await writeBought(database, [bought])
    await writeBought(database, [activation('2')], { subject: 'bob' })
    await recordSnapshots(database, [bought, activation('2')])
    await recordSnapshots(database, [received])
    await recordSnapshots(database, [received]) // nothing new
    await recordSnapshots(database, [activation('1', { ...received, status: 'completed' })])
    const told = await outbox()
    expect(told.map(({ type, payload }) => [type, payload.activation.id, payload.activation.status])).toEqual([
      ['activation.bought', 'hero-sms:1', 'waiting'],
      ['activation.message', 'hero-sms:1', 'received'],
      ['activation.status', 'hero-sms:1', 'received'],
      ['activation.status', 'hero-sms:1', 'completed'],
      ['activation.settled', 'hero-sms:1', 'completed'],
    ])
    expect(new Set(told.map(({ ordering_key }) => ordering_key))).toEqual(new Set(['activation:hero-sms:1']))
  })

  it('holds neither text, code nor phone in the outbox, and who may have them gets them as they are sent', async () => {
    await writeBought(database, [bought])
    await recordSnapshots(database, [received])
    const told = (await outbox()).find(({ type }) => type === 'activation.message')
    if (!told) throw new Error('nothing was told')
    expect(told.payload.message).toEqual({
      id: expect.stringMatching(/^[\w-]{22}$/),
      text: null,
      code: null,
      sender: null,
      channel: 'sms',
      received_at: '2026-05-01T10:01:00.000Z',
    })
    const [{ all }] = await database.sql<
      [{ all: string }]
    >`select string_agg(payload::text, '') as all from onesms.outbox`
    for (const secret of ['4711', 'Your code', '+447700900123']) expect(all).not.toContain(secret)
    expect(told.payload.activation.phone).toBe('***123')

    const stored = await readActivation(database, 'hero-sms:1', null)
    if (!stored) throw new Error('there is no such number')
    const known = knownNumber(stored)
    const sent = (include: readonly ('text' | 'phone')[]) => JSON.parse(bodyOf(told, include, known))
    expect(numberOf(told.payload, [])).toBeNull()
    expect(numberOf(told.payload, ['text'])).toBe('hero-sms:1')
    expect(sent([])).toMatchObject({ type: 'activation.message', data: told.payload })
    expect(sent(['text']).data).toMatchObject({
      activation: { phone: '***123', messages: [{ code: '4711', sender: 'Telegram' }] },
      message: { id: '0:4711', code: '4711', text: 'Your code is 4711' },
    })
    expect(sent(['phone']).data).toMatchObject({
      activation: { phone: '+447700900123', messages: [{ code: null }] },
      message: { code: null, text: null },
    })
  })

  it('is told of rentals in the same words', async () => {
    await writeBought(database, [rental('9')])
    await recordSnapshots(database, [rental('9')])
    expect(await outbox()).toMatchObject([{ type: 'activation.bought', payload: { activation: { kind: 'rental' } } }])
  })
})
