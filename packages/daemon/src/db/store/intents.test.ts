import type { NewIntent, PurchaseTarget } from '@onesms/sdk'
import { intentStoreCases } from '@onesms/sdk/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CatalogDatabase, createCatalogDatabase } from '../../scheduler/__fixtures__/catalog-database.ts'
import { activation as bought, message } from '../../tracking/__fixtures__/bought.ts'
import { createIntentStore } from './intents.ts'

const activation: PurchaseTarget = {
  provider: 'hero-sms',
  service: 'tg',
  country: '16',
  operator: null,
  hours: null,
  extends: null,
  kind: 'activation',
}

const named = (name: string) => ({ nativeId: '1', name })

describe('the store of purchases in Postgres', () => {
  let database: CatalogDatabase
  beforeAll(async () => {
    database = await createCatalogDatabase()
  })
  afterAll(() => database?.drop())

  it.each(intentStoreCases)('$name', ({ run }) => run(createIntentStore(database)))

  it('is one store for all processes', async () => {
    const [one, other] = [createIntentStore(database.connect()), createIntentStore(database.connect())]
    const draft: NewIntent = {
      id: 'a',
      account: 'hero-sms',
      idempotencyKey: 'k',
      maxPrice: '0.5',
      gateFor: null,
      state: 'prepared',
      activationId: null,
      snapshot: null,
      flags: [],
      targets: [activation],
    }
    const inserted = await Promise.all([one.insert(draft), other.insert({ ...draft, id: 'b' })])
    expect(inserted.filter(({ created }) => created)).toHaveLength(1)
    const id = inserted[0].intent.id
    const begun = await Promise.all([one.begin(id), other.begin(id)])
    expect(begun.map(({ kind }) => kind).sort()).toEqual(['begun', 'refused'])
  })

  it.each(['\u0000', '\ud800'])('D26 takes whatever somebody puts into an SMS or a name: %j', async bad => {
    const store = createIntentStore(database)
    const id = crypto.randomUUID()
    const snapshot = bought(id, { messages: [{ ...message('m'), text: `a${bad}b` }], operator: named(`o${bad}p`) })
    const draft: NewIntent = {
      id,
      account: 'hero-sms',
      idempotencyKey: null,
      maxPrice: '0.5',
      gateFor: null,
      state: 'prepared',
      activationId: null,
      snapshot: null,
      flags: [],
      targets: [{ ...activation, service: `t${bad}g` }],
    }
    await store.insert(draft)
    await store.begin(id)
    expect(await store.transition(id, ['sending'], { state: 'unknown', doubt: `what${bad}?` })).toMatchObject({
      kind: 'moved',
      intent: { doubt: 'what?' },
    })
    const change = { state: 'confirmed', activationId: snapshot.id, snapshot } as const
    expect(await store.transition(id, ['unknown'], change)).toMatchObject({
      kind: 'moved',
      intent: { snapshot: { messages: [{ text: 'ab' }], operator: { name: 'op' } } },
    })
    const orphan = { ...draft, ...change, state: 'orphan', id: `of ${id}`, activationId: `hero-sms:of-${id}` } as const
    expect(await store.insert(orphan)).toMatchObject({ created: true })
  })

  it.each(['never', '+010006-01-01T00:00:00.000Z'])('T35 confirms a purchase whose end is no time: %s', async text => {
    const store = createIntentStore(database)
    const id = crypto.randomUUID()
    await store.insert({
      id,
      account: 'hero-sms',
      idempotencyKey: null,
      maxPrice: '0.5',
      gateFor: null,
      state: 'prepared',
      activationId: null,
      snapshot: null,
      flags: [],
      targets: [activation],
    })
    await store.begin(id)
    const snapshot = bought(id, { expiresAt: new Date(text), cancellableAt: new Date(text) })
    const moved = await store.transition(id, ['sending'], { state: 'confirmed', activationId: snapshot.id, snapshot })
    expect(moved).toMatchObject({ kind: 'moved', intent: { state: 'confirmed', snapshot: { expiresAt: null } } })
    const [followed] = await database.sql`select expires_at from onesms.activations where intent_id = ${id}`
    expect(followed).toEqual({ expires_at: null })
  })

  it('reads targets of a time when nothing but activations could be bought, also at the gate', async () => {
    const { sql } = database
    const store = createIntentStore(database)
    const draft: NewIntent = {
      id: 'old',
      account: 'older',
      idempotencyKey: null,
      maxPrice: null,
      gateFor: null,
      state: 'prepared',
      activationId: null,
      snapshot: null,
      flags: [],
      targets: [{ ...activation, provider: 'older' }],
    }
    await store.insert(draft)
    await store.insert({ ...draft, id: 'new' })
    await sql`update onesms.purchase_intents
      set targets = '[{"provider":"older","service":"tg","country":"16","operator":null}]' where id = 'old'`
    expect((await store.get('old'))?.targets).toEqual(draft.targets)
    await store.begin('old')
    await store.transition('old', ['sending'], { state: 'unknown' })
    expect(await store.begin('new')).toMatchObject({ kind: 'held', by: { id: 'old' } })
  })

  it('P45 D15 tells the age by the clock of the database', async () => {
    const store = createIntentStore(database)
    const [open] = await store.list('hero-sms', 'open')
    const { sql } = database
    await sql`update onesms.purchase_intents set sent_at = clock_timestamp() - interval '90 s' where id = ${open?.id ?? ''}`
    const { age = 0 } = (await store.get(open?.id ?? '')) ?? {}
    expect(age).toBeGreaterThanOrEqual(90_000)
    expect(age).toBeLessThan(120_000)
  })

  it('commits to the disk what is about to be sent, also where the database is set to be less careful', async () => {
    const { sql } = database.connect(1)
    await sql`set synchronous_commit = off`
    // The trigger runs within the statement, when the setting already holds.
    await sql
      .unsafe(`
      create table onesms.seen (setting text);
      create function onesms.see() returns trigger language plpgsql as
        $$ begin insert into onesms.seen values (current_setting('synchronous_commit')); return new; end $$;
      create trigger see before insert or update on onesms.purchase_intents for each row execute function onesms.see();
    `)
      .simple()
    const store = createIntentStore({ sql, schema: 'onesms' })
    await store.insert({
      id: 'c',
      account: 'other',
      idempotencyKey: null,
      maxPrice: null,
      gateFor: null,
      state: 'prepared',
      targets: [],
      activationId: null,
      snapshot: null,
      flags: [],
    })
    await store.begin('c')
    await store.transition('c', ['sending'], { state: 'unknown' })
    const seen = await sql<{ setting: string }[]>`select setting from onesms.seen`
    expect(seen.map(({ setting }) => setting)).toEqual(['on', 'on', 'on'])
    const [after] = await sql<{ setting: string }[]>`select current_setting('synchronous_commit') as setting`
    expect(after?.setting).toBe('off')
  })
})
