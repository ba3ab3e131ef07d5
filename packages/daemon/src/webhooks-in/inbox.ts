import type { Database } from '../db/tables.ts'

/** A call as it came in. */
export interface StoredCall {
  readonly account: string
  /** SHA-256 of the body, hexadecimal. */
  readonly fingerprint: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** A call that waits to be looked into. */
export interface WaitingCall extends StoredCall {
  readonly id: number
  /** How often it was looked into, this time included. */
  readonly attempts: number
}

/** How a call ended. */
export type CallOutcome =
  /** The number was looked at. */
  | 'looked'
  /** The number is over: nobody was asked. */
  | 'over'
  /** Nobody here has bought such a number, also some minutes later. */
  | 'unmatched'
  /** It is not in the provider's protocol. */
  | 'unreadable'
  /** Again and again it could not be looked into. */
  | 'failed'

/** Writes a call down, once for as long as the same one waits. Answers whether it is new. */
export async function storeCall({ sql, schema }: Database, call: StoredCall): Promise<boolean> {
  const rows = await sql`
    insert into ${sql(schema)}.webhook_inbox (account, fingerprint, headers, body)
    values (${call.account}, ${call.fingerprint}, ${sql.json(call.headers as never)}, ${call.body})
    on conflict (account, fingerprint) where handled_at is null do nothing`
  return rows.count > 0
}

/** Should the process die over a call, another one takes it up after that long. */
const TAKEN_SECONDS = 30

/** Whose calls: those of one account, or of every other one than these. */
export type CallsOf = { readonly account: string } | { readonly others: readonly string[] }

/** Takes calls that are due, the oldest first. */
export async function takeCalls(
  { sql, schema }: Database,
  most: number,
  whose: CallsOf,
): Promise<readonly WaitingCall[]> {
  const theirs =
    'account' in whose
      ? sql`account = ${whose.account}`
      : sql`not exists (select from jsonb_array_elements_text(${sql.json(whose.others)}) as known where known = account)`
  return sql<WaitingCall[]>`
    with due as (
      select id from ${sql(schema)}.webhook_inbox
      where handled_at is null and next_attempt_at <= clock_timestamp() and ${theirs}
      order by next_attempt_at, id limit ${most} for update skip locked
    )
    update ${sql(schema)}.webhook_inbox i
    set attempts = attempts + 1, next_attempt_at = clock_timestamp() + make_interval(secs => ${TAKEN_SECONDS})
    from due where i.id = due.id
    returning i.id, i.account, i.fingerprint, i.headers, i.body, i.attempts`
}

/** Closes a call, or puts it off by some seconds. What it said is kept no longer than it is needed. */
export async function endCall(
  { sql, schema }: Database,
  id: number,
  end: CallOutcome | { readonly retryAfter: number },
): Promise<void> {
  const table = sql`${sql(schema)}.webhook_inbox`
  if (typeof end === 'string') {
    await sql`
      update ${table} set handled_at = clock_timestamp(), outcome = ${end}, body = '', headers = '{}'
      where id = ${id} and handled_at is null`
    return
  }
  await sql`
    update ${table} set next_attempt_at = clock_timestamp() + make_interval(secs => ${end.retryAfter})
    where id = ${id} and handled_at is null`
}
