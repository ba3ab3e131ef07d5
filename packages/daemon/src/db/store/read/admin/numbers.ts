import type { Database } from '../../../tables.ts'

/** A number that is not over, without what was sent to it. */
export interface NumberState {
  readonly id: string
  readonly kind: string
  readonly account: string
  readonly status: string
  readonly service: string
  readonly country: string
  readonly operator: string | null
  readonly phone: string | null
  readonly price: string | null
  readonly currency: string | null
  readonly subject: string | null
  readonly messages: number
  readonly boughtAt: Date
  readonly expiresAt: Date | null
  readonly cancelRequestedAt: Date | null
}

/** Numbers that are not over, the latest first. */
export async function readOpenNumbers({ sql, schema }: Database, limit: number): Promise<readonly NumberState[]> {
  return sql<NumberState[]>`
    select a.id, a.kind, a.account, a.status,
      coalesce(a.snapshot #>> '{service,name}', a.service) as service,
      coalesce(a.snapshot #>> '{country,name}', a.country) as country,
      coalesce(a.snapshot #>> '{operator,name}', a.snapshot #>> '{operator,slug}', a.snapshot #>> '{operator,nativeId}') as operator,
      a.phone, trim_scale(a.price)::text as price, a.currency, a.subject,
      (select count(*) from ${sql(schema)}.messages m where m.activation_id = a.id)::int as messages,
      a.bought_at as "boughtAt", a.expires_at as "expiresAt", a.cancel_requested_at as "cancelRequestedAt"
    from (
      select * from ${sql(schema)}.activations where ended_at is null order by bought_at desc limit ${limit}
    ) a order by a.bought_at desc`
}

/** An SMS as it came. */
export interface MessageState {
  readonly text: string | null
  readonly code: string | null
  readonly sender: string | null
  readonly channel: string
  readonly at: Date
}

/** The newest SMS of a number, the latest first, and its phone; `null` when there is no such number. */
export async function readMessages(
  { sql, schema }: Database,
  id: string,
  limit: number,
): Promise<{ readonly phone: string | null; readonly messages: readonly MessageState[] } | null> {
  const [number] = await sql<{ phone: string | null }[]>`
    select phone from ${sql(schema)}.activations where id = ${id}`
  if (!number) return null
  const messages = await sql<MessageState[]>`
    select text, code, sender, channel, coalesce(received_at, seen_at) as at
    from ${sql(schema)}.messages where activation_id = ${id} order by position desc limit ${limit}`
  return { phone: number.phone, messages }
}
