import type { Database } from '../tables.ts'

/** What somebody did by hand. */
export interface Deed {
  readonly actor: string
  readonly action: string
  readonly intentId?: string | undefined
  readonly activationId?: string | undefined
  readonly provider?: string | undefined
  readonly requestId?: string | undefined
  readonly reason?: string | undefined
}

const LONGEST = 500

/** Writes it down before it is done, so that nothing is done that nobody wrote down. */
export async function writeDeed({ sql, schema }: Database, deed: Deed): Promise<void> {
  const { actor, action, intentId = null, activationId = null, provider = null, requestId = null, reason } = deed
  await sql`
    insert into ${sql(schema)}.audit (actor, action, intent_id, activation_id, provider, request_id, reason)
    values (${actor}, ${action}, ${intentId}, ${activationId}, ${provider}, ${requestId},
      ${reason?.slice(0, LONGEST) ?? null})`
}
