import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buyInLedger } from '../../jobs/__fixtures__/ledger.ts'
import { type CatalogDatabase, createCatalogDatabase } from '../../scheduler/__fixtures__/catalog-database.ts'
import { runOnce } from '../../testing/run-once.ts'
import { maskPhone } from './retire-phones.ts'

const PHONE = '+447700900987'
const TEXT = 'canary-text 4711'
const SENDER = '+15550100777'
const hashPhone = (phone: string) => createHmac('sha256', 'key').update(phone).digest('hex')

let database: CatalogDatabase
beforeAll(async () => {
  database = await createCatalogDatabase()
})
beforeEach(async () => {
  await database.clear()
  await fill()
})
afterAll(() => database?.drop())

/** A number that has got its SMS and ended, in every table that learns of such things. */
async function fill(): Promise<void> {
  const { sql } = database
  await buyInLedger(database, 'done', { phone: PHONE, text: TEXT })
  await sql`update onesms.activations set status = 'completed', ended_at = clock_timestamp()`
  await sql`
    insert into onesms.messages (activation_id, id, position, text, code, sender, channel)
    values ('made-up:done', '1:4711', 0, ${TEXT}, '4711', ${SENDER}, 'sms')`
  await sql`
    insert into onesms.activation_events (activation_id, type, status, message_id)
    values ('made-up:done', 'message', 'received', '1:4711')`
  await sql`
    insert into onesms.webhook_inbox (account, fingerprint, headers, body)
    values ('made-up', 'f', '{}', ${JSON.stringify({ phone: PHONE, text: TEXT })})`
  await sql`
    with event as (
      insert into onesms.outbox (event_id, type, ordering_key, payload) values
        ('told', 'activation.message', 'x', '{}'), ('dead', 'activation.message', 'x', '{}') returning id, event_id)
    insert into onesms.webhook_deliveries (endpoint, outbox_id, ordering_key, state)
    select 'e', id, 'x', case event_id when 'told' then 'delivered' else 'dead' end from event`
  await sql`
    insert into onesms.sessions (id, hash, issued_by, subject, scopes, expires_at)
    values ('s', 'h', 'i', 'x', '[]', clock_timestamp() + interval '10 minutes')`
  // A number of nobody's, found on the account and never followed.
  await sql`
    insert into onesms.purchase_intents (id, account, targets, state, activation_id, snapshot)
    values ('orphan', 'made-up', '[]', 'orphan', 'made-up:77',
      jsonb_build_object('id', 'made-up:77', 'phone', ${PHONE}::text, 'messages', '[]'::jsonb))`
  // A purchase that nobody has decided, with a number that it may have bought.
  await sql`
    insert into onesms.purchase_intents (id, account, targets, state, sent_at, candidates)
    values ('unknown', 'made-up', '[]', 'unknown', clock_timestamp(),
      jsonb_build_array(jsonb_build_object('id', 'made-up:78', 'phone', ${PHONE}::text, 'messages', '[]'::jsonb)))`
}

/** Moves all that is written down into the past: what a daemon finds when so much time has passed. */
async function travel(time: string): Promise<void> {
  const { sql } = database
  const columns = await sql<{ table: string; column: string }[]>`
    select table_name as table, column_name as column from information_schema.columns
    where table_schema = 'onesms' and data_type = 'timestamp with time zone' and is_updatable = 'YES'
      and table_name not in ('migrations', 'audit', 'sync_logs') and is_generated = 'NEVER'`
  for (const { table, column } of columns) {
    await sql`
      update onesms.${sql(table)} set ${sql(column)} = ${sql(column)} - ${time}::interval where isfinite(${sql(column)})`
  }
  await sql`
    update onesms.purchase_intents
    set snapshot = jsonb_set(snapshot, '{expiresAt}', to_jsonb((snapshot ->> 'expiresAt')::timestamptz - ${time}::interval))
    where snapshot ? 'expiresAt'`
}

/** All that is in the database, as text. */
async function dump(): Promise<string> {
  const rows = await database.sql<{ text: string }[]>`
    select query_to_xml(format('select * from onesms.%I', tablename), true, false, '')::text as text
    from pg_tables where schemaname = 'onesms'`
  return rows.map(({ text }) => text).join()
}

const prune = (retention = {}) =>
  runOnce(database, 'prune', undefined, { upkeep: { retention: { hashPhone, ...retention } } })
const holds = async () => {
  const text = await dump()
  return {
    text: text.includes(TEXT),
    code: text.replaceAll(TEXT, '').includes('4711'),
    phone: text.includes(PHONE),
    sender: text.includes(SENDER),
  }
}
const all = { text: true, code: true, phone: true, sender: true }
const none = { text: false, code: false, phone: false, sender: false }

describe('T33 what is private', () => {
  it('stays for its time, then texts go, then phones, out of every table there is', async () => {
    expect(await holds()).toEqual(all)
    expect(await prune()).toMatchObject({ status: 'succeeded' })
    expect(await holds()).toEqual(all)
    await travel('23 hours')
    await prune()
    expect(await holds()).toEqual(all)
    await travel('2 hours')
    await prune()
    expect(await holds()).toEqual({ ...all, text: false, code: false })
    await travel('5 days 22 hours')
    expect(await prune()).toMatchObject({ details: { phones: 0 } })
    expect((await holds()).phone).toBe(true)
    await travel('2 hours')
    expect(await prune()).toMatchObject({ status: 'succeeded', details: { texts: 0, phones: 5, runs: 0 } })
    expect(await holds()).toEqual(none)
    expect(await prune()).toMatchObject({ rowsWritten: 0 })
  })

  it('leaves of a phone its last three digits and, by the key, what it can be recognised by', async () => {
    await travel('8 days')
    await prune()
    const [row] = await database.sql`
      select phone, phone_hash, snapshot ->> 'phone' as snapshot, country, status from onesms.activations`
    expect(row).toEqual({
      phone: '***987',
      phone_hash: hashPhone(PHONE),
      snapshot: '***987',
      country: 'GB',
      status: 'completed',
    })
  })

  it('leaves nothing to recognise it by where there is no key', async () => {
    await travel('8 days')
    await prune({ hashPhone: undefined })
    expect(await database.sql`select phone, phone_hash from onesms.activations`).toEqual([
      { phone: '***987', phone_hash: null },
    ])
  })

  it('leaves its phone to a number that is not over', async () => {
    await database.sql`
      update onesms.activations set ended_at = null, expires_at = clock_timestamp() + interval '30 days'`
    await travel('8 days')
    await prune()
    expect(await database.sql`select phone from onesms.activations`).toEqual([{ phone: PHONE }])
    await travel('30 days')
    await prune()
    expect(await holds()).toEqual(none)
  })

  it('leaves its phone to a rental of which nobody tells when it ends', async () => {
    await database.sql`
      update onesms.activations set ended_at = null, expires_at = null, kind = 'rental', status = 'active'`
    await travel('8 days')
    await prune()
    expect(await database.sql`select phone from onesms.activations`).toEqual([{ phone: PHONE }])
    await database.sql`update onesms.activations set status = 'expired', ended_at = clock_timestamp()`
    await travel('8 days')
    await prune()
    expect(await holds()).toEqual(none)
  })

  it('with 0 goes with the next run', async () => {
    await prune({ textHours: 0, phoneDays: 0 })
    // A call of the provider has an hour to be looked into.
    await travel('61 minutes')
    await prune({ textHours: 0, phoneDays: 0 })
    expect(await holds()).toEqual(none)
  })

  it('goes also when there is much of it', async () => {
    await database.sql`
      insert into onesms.activations
        (id, kind, account, intent_id, status, service, country, phone, refund, snapshot, observed_at, ended_at)
      select 'made-up:' || n, 'activation', 'made-up', 'done', 'completed', 'x', 'GB', ${PHONE}, 'none', '{}',
        now(), now() from generate_series(1, 1200) n`
    await travel('8 days')
    await prune()
    expect(await holds()).toEqual(none)
  })
})

describe('what is of no use any more', () => {
  it('is deleted: calls that were handled, events that were told, sessions that have ended', async () => {
    const counts = async () => {
      const [row] = await database.sql`
        select (select count(*) from onesms.webhook_inbox) as inbox, (select count(*) from onesms.outbox) as outbox,
          (select count(*) from onesms.webhook_deliveries) as deliveries,
          (select count(*) from onesms.activation_events) as events, (select count(*) from onesms.sessions) as sessions`
      return row
    }
    await prune()
    expect(await counts()).toEqual({ inbox: 1, outbox: 2, deliveries: 2, events: 1, sessions: 1 })
    await travel('25 hours')
    await prune()
    expect(await counts()).toEqual({ inbox: 0, outbox: 2, deliveries: 2, events: 1, sessions: 0 })
    await travel('7 days')
    await prune()
    expect(await counts()).toEqual({ inbox: 0, outbox: 1, deliveries: 1, events: 1, sessions: 0 }) // the dead one stays
    await travel('30 days')
    await prune()
    expect(await counts()).toEqual({ inbox: 0, outbox: 0, deliveries: 0, events: 0, sessions: 0 })
  })
})

it('a phone keeps three digits', () => {
  expect(['+447700900123', '+1', ''].map(maskPhone)).toEqual(['***123', '***+1', '***'])
})
