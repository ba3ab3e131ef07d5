import type { Database } from '../tables.ts'
import { retirePhones } from './retire-phones.ts'

/** What is kept, and for how long; by the clock of the database. */
export interface RetentionPlan {
  /** Days that the history of prices and stock is kept, 0 for ever. Default 7. */
  readonly historyDays?: number | undefined
  /** Hours that the text of an SMS and the code in it are kept. Default 24. */
  readonly textHours?: number | undefined
  /** Days that a phone is kept whole, from the end of its number on. Default 7. */
  readonly phoneDays?: number | undefined
  /** Makes of a phone what it can be recognised by later. Default: nothing is kept to recognise it by. */
  readonly hashPhone?: ((phone: string) => string) | undefined
}

/** A call of a provider is tried for some time before it goes, however little is to be kept. */
const FEWEST_INBOX_HOURS = 1
/** As the SDK makes the id of an SMS to which the host gives none. */
const MADE_ID = '^[0-9]{1,6}:'
const TOLD_DAYS = 7
const UNTOLD_DAYS = 30
const EVENT_DAYS = 30
const SESSION_DAYS = 1

/**
 * Takes texts, codes and phones out of every table that holds any, and deletes what is about to be of no use. Answers with
 * how many rows of each kind it changed.
 */
export async function retire(database: Database, plan: RetentionPlan): Promise<Readonly<Record<string, number>>> {
  const { textHours = 24, phoneDays = 7, hashPhone } = plan
  return {
    texts: await retireTexts(database, textHours),
    phones: await retirePhones(database, phoneDays, hashPhone),
    ...(await deleteSpent(database, textHours)),
  }
}

async function retireTexts({ sql, schema }: Database, hours: number): Promise<number> {
  const before = sql`clock_timestamp() - make_interval(hours => ${hours})`
  const messages = await sql`
    update ${sql(schema)}.messages set text = null, code = null
    where seen_at < ${before} and (text is not null or code is not null)`
  // An id that was made of round and code is told by no host any more once the number has ended.
  const ids = await sql`
    with retired as (
      select m.activation_id, m.id, 'gone:' || m.position as gone
      from ${sql(schema)}.messages m join ${sql(schema)}.activations a on a.id = m.activation_id
      where m.seen_at < ${before} and coalesce(a.ended_at, a.expires_at) < ${before} and m.id ~ ${MADE_ID}
    ), events as (
      update ${sql(schema)}.activation_events e set message_id = r.gone
      from retired r where e.activation_id = r.activation_id and e.message_id = r.id
    )
    update ${sql(schema)}.messages m set id = r.gone
    from retired r where m.activation_id = r.activation_id and m.id = r.id`
  // A purchase that was cleared up late may have been confirmed with what had come meanwhile.
  const purchases = await sql`
    update ${sql(schema)}.purchase_intents set snapshot = jsonb_set(snapshot, '{messages}', (
      select coalesce(jsonb_agg(message || '{"text": null, "code": null}' || case
        when ended and message ->> 'id' ~ ${MADE_ID} then jsonb_build_object('id', 'gone:' || place) else '{}' end
        order by place), '[]')
      from jsonb_array_elements(snapshot -> 'messages') with ordinality as told (message, place)))
    where begun_at < ${before}
      and jsonb_path_exists(snapshot, '$.messages[*] ? (@.text != null || @.code != null)')`
  return Math.max(messages.count, ids.count) + purchases.count
}

async function deleteSpent(
  { sql, schema }: Database,
  textHours: number,
): Promise<Readonly<Record<'inbox' | 'outbox' | 'events' | 'sessions', number>>> {
  const inbox = await sql`
    delete from ${sql(schema)}.webhook_inbox
    where received_at < clock_timestamp() - make_interval(hours => ${Math.max(textHours, FEWEST_INBOX_HOURS)})`
  const outbox = await sql`
    delete from ${sql(schema)}.outbox o
    where created_at < clock_timestamp() - make_interval(days => ${TOLD_DAYS})
      and (created_at < clock_timestamp() - make_interval(days => ${UNTOLD_DAYS}) or not exists (
        select from ${sql(schema)}.webhook_deliveries d where d.outbox_id = o.id and d.state <> 'delivered'))`
  const events = await sql`
    delete from ${sql(schema)}.activation_events where at < clock_timestamp() - make_interval(days => ${EVENT_DAYS})`
  const sessions = await sql`
    delete from ${sql(schema)}.sessions where expires_at < clock_timestamp() - make_interval(days => ${SESSION_DAYS})`
  return { inbox: inbox.count, outbox: outbox.count, events: events.count, sessions: sessions.count }
}
