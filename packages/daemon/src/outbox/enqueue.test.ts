import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createIntentStore } from '../db/store/intents.ts'
import { begin } from '../db/transaction.ts'
import { type CatalogDatabase, createCatalogDatabase } from '../scheduler/__fixtures__/catalog-database.ts'
import { saveSubscriptions } from './endpoints.ts'
import { enqueue } from './enqueue.ts'
import type { EventType } from './events.ts'

let database: CatalogDatabase
beforeAll(async () => {
  database = await createCatalogDatabase()
})
beforeEach(() => database.clear())
afterAll(() => database?.drop())

const all = {
  id: 'all',
  types: ['balance.low', 'purchase.unknown', 'purchase.resolved'] as EventType[],
  subjects: null,
}
const ofOne = { id: 'of-one', types: ['purchase.unknown', 'purchase.resolved'] as EventType[], subjects: ['one'] }

const low = { type: 'balance.low', orderingKey: 'balance:alpha', payload: { account: 'alpha' } } as const
const told = () =>
  database.sql<{ endpoint: string; type: string; state: string | null; ordering_key: string }[]>`
    select d.endpoint, o.type, o.payload #>> '{purchase,state}' as state, d.ordering_key
    from onesms.webhook_deliveries d join onesms.outbox o on o.id = d.outbox_id order by d.outbox_id, d.endpoint`

describe('enqueue', () => {
  it('writes an event down for each endpoint that wants it, and for nobody nothing', async () => {
    await saveSubscriptions(database, [all, ofOne])
    await enqueue(database, low)
    await enqueue(database, { ...low, type: 'sync.refused' })
    expect([...(await told())]).toEqual([
      { endpoint: 'all', type: 'balance.low', state: null, ordering_key: 'balance:alpha' },
    ])
    const [{ events }] = await database.sql<[{ events: number }]>`select count(*) as events from onesms.outbox`
    expect(events).toBe(1)
  })

  it('goes with the transaction of the fact', async () => {
    await saveSubscriptions(database, [all])
    const fails = begin(database.sql, async tx => {
      await enqueue({ sql: tx, schema: database.schema }, low)
      throw new Error('the fact was none')
    })
    await expect(fails).rejects.toThrow('the fact was none')
    expect(await told()).toHaveLength(0)
  })

  it('tells one that is configured no more nothing new, and keeps what was written for it', async () => {
    await saveSubscriptions(database, [all])
    await enqueue(database, low)
    await saveSubscriptions(database, [])
    await enqueue(database, low)
    expect(await told()).toHaveLength(1)
    await saveSubscriptions(database, [all])
    await enqueue(database, low)
    expect(await told()).toHaveLength(2)
  })

  it('tells of an unknown purchase and its end by the statements that write them, to those whose purchase it is', async () => {
    await saveSubscriptions(database, [all, ofOne])
    const store = createIntentStore(database)
    for (const subject of ['one', 'two']) {
      const id = randomUUID()
      await store.insert({
        id,
        account: 'alpha',
        idempotencyKey: null,
        targets: [],
        maxPrice: '1.5',
        gateFor: null,
        state: 'prepared',
        activationId: null,
        snapshot: null,
        flags: [],
      })
      await database.sql`update onesms.purchase_intents set subject = ${subject} where id = ${id}`
      await store.begin(id)
      await store.transition(id, ['sending'], { state: 'unknown', doubt: 'silence' })
      await store.transition(id, ['unknown'], { doubt: 'still' })
      await store.transition(id, ['unknown'], { state: 'not_purchased' })
    }
    const events = (await told()).map(({ endpoint, type, state }) => [endpoint, type, state])
    const ends = [
      ['all', 'purchase.unknown', 'unknown'],
      ['all', 'purchase.resolved', 'not_purchased'],
    ]
    expect(events.filter(([endpoint]) => endpoint === 'all')).toEqual([...ends, ...ends])
    expect(events.filter(([endpoint]) => endpoint === 'of-one')).toEqual(
      ends.map(([, type, state]) => ['of-one', type, state]),
    )
  })

  it('P03 what was closed, and has bought something after all, is told to be resolved once more', async () => {
    await saveSubscriptions(database, [all])
    const store = createIntentStore(database)
    await store.insert({
      id: 'late',
      account: 'alpha',
      idempotencyKey: null,
      targets: [],
      maxPrice: '1.5',
      gateFor: null,
      state: 'prepared',
      activationId: null,
      snapshot: null,
      flags: [],
    })
    await store.begin('late')
    await store.transition('late', ['sending'], { state: 'unknown' })
    await store.transition('late', ['unknown'], { state: 'not_purchased' })
    await store.transition('late', ['not_purchased'], { state: 'confirmed', activationId: 'alpha:1' })
    expect((await told()).map(({ type, state }) => [type, state])).toEqual([
      ['purchase.unknown', 'unknown'],
      ['purchase.resolved', 'not_purchased'],
      ['purchase.resolved', 'confirmed'],
    ])
  })
})
