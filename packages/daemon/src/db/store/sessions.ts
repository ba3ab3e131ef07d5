import type { Database } from '../tables.ts'

/** A short-lived token as it is written down. */
export interface SessionDraft {
  readonly id: string
  readonly hash: Buffer
  /** Hash of the configured token it rests on. */
  readonly issuedBy: Buffer
  readonly subject: string
  readonly scopes: readonly string[]
  /** What may be spent by it; `null` where it buys nothing. */
  readonly spendCap: { readonly amount: string; readonly currency: string } | null
  /** Milliseconds from now, by the clock of the database. */
  readonly lifetime: number
}

/** A short-lived token as it is now. */
export interface SessionRow {
  readonly id: string
  readonly issued_by: Buffer
  readonly subject: string
  readonly scopes: readonly string[]
  /** Milliseconds it still lives, by the clock of the database; none left: it has expired. */
  readonly left: number
  readonly revoked: boolean
}

/** Writes it down, and answers when it ends. */
export async function insertSession({ sql, schema }: Database, draft: SessionDraft): Promise<Date> {
  const { id, hash, issuedBy, subject, scopes, spendCap, lifetime } = draft
  const [row] = await sql<{ expires_at: Date }[]>`
    insert into ${sql(schema)}.sessions (id, hash, issued_by, subject, scopes, spend_cap, currency, expires_at)
    values (
      ${id}, ${hash}, ${issuedBy}, ${subject}, ${sql.json(scopes)}, ${spendCap?.amount ?? null}::numeric,
      ${spendCap?.currency ?? null}, date_trunc('milliseconds', clock_timestamp()) + make_interval(secs => ${lifetime / 1_000}))
    returning expires_at`
  if (!row) throw new Error('a session that was written down was not told')
  return row.expires_at
}

/** Also one that has expired or was revoked. */
export async function readSession({ sql, schema }: Database, hash: Buffer): Promise<SessionRow | null> {
  const [row] = await sql<SessionRow[]>`
    select id, issued_by, subject, scopes, revoked_at is not null as revoked,
      (extract(epoch from expires_at - clock_timestamp()) * 1000)::float8 as left
    from ${sql(schema)}.sessions where hash = ${hash}`
  return row ?? null
}

/** Ends it; the first end counts. Answers its hash, or `null` where the subject, or those under it, have no such session. */
export async function revokeSession(
  { sql, schema }: Database,
  { id, subject }: { readonly id: string; readonly subject: string },
): Promise<Buffer | null> {
  const [row] = await sql<{ hash: Buffer }[]>`
    update ${sql(schema)}.sessions set revoked_at = coalesce(revoked_at, clock_timestamp())
    where id = ${id} and (subject = ${subject} or starts_with(subject, ${`${subject}/`})) returning hash`
  return row?.hash ?? null
}
