import type { NumberSnapshot, SmsMessage } from '@onesms/sdk'
import type { Sql } from '../db/connect.ts'
import type { Database } from '../db/tables.ts'
import { transaction } from '../db/transaction.ts'
import { enqueueAll } from '../outbox/enqueue.ts'
import { numberEvent } from '../outbox/number-event.ts'
import { readActivations, type StoredNumber } from './activation-row.ts'
import { type FoundMessages, readFoundMessages, withFound } from './found-messages.ts'
import { isRental, isSettled, type Merged, merge } from './merge.ts'
import { storableSnapshot } from './storable.ts'
import { noteEventsWritten, noteMessagesWritten, type Source } from './written.ts'

/**
 * Takes in what is known of a bought number, from whichever process and however late: see {@link merge}. Number, SMS,
 * events, what came back of the price and the end in the ledger are written together. A number that no purchase of ours
 * bought is not written down.
 */
export function recordSnapshot(database: Database, snapshot: NumberSnapshot): Promise<void> {
  return recordSnapshots(database, [snapshot])
}

/** As {@link recordSnapshot}, for many numbers in one transaction. */
export async function recordSnapshots(
  database: Database,
  snapshots: readonly NumberSnapshot[],
  source: Source = 'request',
): Promise<void> {
  if (snapshots.length === 0) return
  const told = new Map(snapshots.map(snapshot => [snapshot.id, storableSnapshot(snapshot)]))
  const written = await transaction(database.sql, async tx => {
    const sql: Transaction = { sql: tx, schema: database.schema }
    const numbers = await lock(sql, [...told.keys()])
    const found = await readFoundMessages(sql, numbers)
    const changes = changesOf(numbers, told, found)
    if (changes.length > 0) await write(sql, changes)
    return changes
  })
  if (written.some(({ events }) => events.length > 0)) noteEventsWritten(database.sql)
  for (const { known, events } of written) {
    const count = events.filter(({ type }) => type === 'message').length
    if (count > 0) noteMessagesWritten(database.sql, { account: known.account, source, count })
  }
}

interface Transaction {
  readonly sql: Sql
  readonly schema: string
}

interface Change extends Merged {
  readonly known: StoredNumber
}

// A process that is stopped in the middle holds nobody up for longer. What is read after the lock must see what was
// written until then, whatever the database is set to.
const SETTINGS = `set transaction isolation level read committed;
  set local lock_timeout = '5s';
  set local idle_in_transaction_session_timeout = '10s'`

/** The numbers as they are and stay until the end of the transaction. They are read after they are locked: SMS come meanwhile. */
async function lock({ sql, schema }: Transaction, ids: readonly string[]): Promise<readonly StoredNumber[]> {
  const settings = sql.unsafe(SETTINGS).simple().execute()
  const locked = sql`select from ${sql(schema)}.activations where id in ${sql(ids)} order by id for update`.execute()
  const [, , numbers] = await Promise.all([settings, locked, readActivations({ sql, schema }, { subject: null, ids })])
  return numbers
}

function changesOf(
  numbers: readonly StoredNumber[],
  told: ReadonlyMap<string, NumberSnapshot>,
  found: FoundMessages,
): Change[] {
  return numbers.flatMap(known => {
    const snapshot = told.get(known.snapshot.id)
    if (!snapshot || isRental(snapshot) !== isRental(known.snapshot)) return []
    const merged = merge(known.snapshot, withFound(snapshot, found), known.isAnnounced)
    return merged.isChanged ? [{ ...merged, known }] : []
  })
}

/** The lock of the events comes last: it is held by one writer at a time, so that they are committed in the order of their ids. */
async function write(transaction: Transaction, changes: readonly Change[]): Promise<void> {
  await Promise.all([
    writeMessages(transaction, changes),
    writeNumbers(transaction, changes),
    writeIntents(transaction, changes),
    writeEvents(transaction, changes),
  ])
}

async function writeMessages({ sql, schema }: Transaction, changes: readonly Change[]): Promise<void> {
  const rows = changes.flatMap(({ known, next }) =>
    next.messages.flatMap((message, position) =>
      known.snapshot.messages[position] === message ? [] : [messageRow(next.id, message, position)],
    ),
  )
  if (rows.length === 0) return
  const table = sql`${sql(schema)}.messages`
  await sql`
    insert into ${table} (activation_id, id, position, text, code, sender, channel, received_at)
    select * from jsonb_to_recordset(${sql.json(rows)}) as m (activation_id text, id text, position integer, text text,
      code text, sender text, channel text, received_at timestamptz)
    on conflict (activation_id, id) do update set position = excluded.position, text = excluded.text, code = excluded.code,
      sender = excluded.sender, received_at = excluded.received_at`
}

const messageRow = (activation: string, { receivedAt, ...message }: SmsMessage, position: number) => ({
  activation_id: activation,
  position,
  received_at: receivedAt?.toISOString(),
  ...message,
})

async function writeNumbers({ sql, schema }: Transaction, changes: readonly Change[]): Promise<void> {
  await sql`
    update ${sql(schema)}.activations a set
      status = n.status, refund = n.refund, price = n.price, currency = n.currency, snapshot = n.snapshot,
      expires_at = n.expires_at, observed_at = n.observed_at,
      announced_at = coalesce(a.announced_at, clock_timestamp()),
      first_message_at = case when n.has_messages then coalesce(a.first_message_at, clock_timestamp()) end,
      ended_at = case when n.is_settled then coalesce(a.ended_at, clock_timestamp()) end,
      cancel_requested_at = case when not n.is_settled and (n.kind = 'rental' or not n.has_messages)
        then a.cancel_requested_at end
    from jsonb_to_recordset(${sql.json(changes.map(numberRow) as never)}) as n (
      id text, kind text, status text, refund text, price numeric, currency text, snapshot jsonb, expires_at timestamptz,
      observed_at timestamptz, has_messages boolean, is_settled boolean)
    where a.id = n.id`
}

const AMOUNT = /^\d{1,12}(\.\d{1,18})?$/

function numberRow({ next }: Change) {
  const { messages, phone, ...rest } = next
  const isPriced = next.price !== null && AMOUNT.test(next.price.amount)
  return {
    id: next.id,
    kind: isRental(next) ? 'rental' : 'activation',
    status: next.status,
    refund: next.refund,
    price: isPriced ? next.price?.amount : null,
    currency: isPriced ? next.price?.currency : null,
    snapshot: { ...rest, ...(phone !== '' && { phone }) }, // one that was removed stays so
    expires_at: next.expiresAt,
    observed_at: next.observedAt,
    has_messages: messages.length > 0,
    is_settled: isSettled(next),
  }
}

/** What came back of the price ends what the purchase takes of a budget; and what has ended is looked for no more. */
async function writeIntents({ sql, schema }: Transaction, changes: readonly Change[]): Promise<void> {
  const rows = changes.map(({ known, next }) => ({
    id: known.intentId,
    refund: next.refund,
    is_settled: isSettled(next),
  }))
  await sql`
    update ${sql(schema)}.purchase_intents i set refund = n.refund, ended = i.ended or n.is_settled
    from jsonb_to_recordset(${sql.json(rows)}) as n (id text, refund text, is_settled boolean)
    where i.id = n.id and (i.refund is distinct from n.refund or (n.is_settled and not i.ended))`
}

async function writeEvents({ sql, schema }: Transaction, changes: readonly Change[]): Promise<void> {
  const rows = changes.flatMap(({ known, next, events }) =>
    events.map(({ type, status, messageId }) => ({
      activation_id: next.id,
      subject: known.subject,
      type,
      status,
      message_id: messageId,
    })),
  )
  const ordered = rows.map((row, place) => ({ ...row, place }))
  if (rows.length === 0) return
  const locked = sql`select pg_advisory_xact_lock(hashtext('onesms.activation_events'), hashtext(${schema}))`.execute()
  const inserted = sql`
    insert into ${sql(schema)}.activation_events (activation_id, subject, type, status, message_id)
    select activation_id, subject, type, status, message_id
    from jsonb_to_recordset(${sql.json(ordered)}) as e (
      activation_id text, subject text, type text, status text, message_id text, place integer)
    order by place`.execute()
  const told = changes.flatMap(({ known, next, events }) => events.map(event => numberEvent(event, next, known)))
  await Promise.all([locked, inserted, enqueueAll({ sql, schema }, told)])
}
