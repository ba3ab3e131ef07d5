import type { Database } from '../../../db/tables.ts'

/** A bought number as a test wants it. */
export interface SeededNumber {
  readonly id: string
  readonly subject?: string
  readonly service?: string
  readonly country?: string
  readonly boughtAt: string
  /** Seconds until the first SMS; absent: none came. */
  readonly message?: number
  /** Seconds until it ended; absent: it is open. */
  readonly ended?: number
  /** Whoever ended it. */
  readonly reason?: string
  readonly price?: string | null
  readonly currency?: string
  readonly refund?: string
}

/** Writes numbers down as if they had been bought and followed, all by one purchase. */
export async function seedNumbers({ sql, schema }: Database, numbers: readonly SeededNumber[]): Promise<void> {
  await seedPurchase({ sql, schema })
  for (const number of numbers) {
    const { id, subject = 'shop', service = 'telegram', country = 'GB', boughtAt, message, ended, reason } = number
    const { price = '0.5', currency = 'USD', refund = 'none' } = number
    const status = ended === undefined ? 'waiting' : message === undefined ? 'cancelled' : 'completed'
    const after = (seconds?: number) =>
      seconds === undefined ? null : new Date(Date.parse(boughtAt) + seconds * 1_000).toISOString()
    await sql`
      insert into ${sql(schema)}.activations (
        id, kind, account, intent_id, subject, status, service, country, price, currency, refund, snapshot, bought_at,
        observed_at, first_message_at, ended_at)
      values (
        ${id}, 'activation', 'alpha', 'seed', ${subject}, ${status}, ${service}, ${country}, ${price}, ${currency}, ${refund},
        ${sql.json({ reason: reason ?? null })}, ${boughtAt}, ${boughtAt}, ${after(message)}, ${after(ended)})`
  }
}

/** The purchase that every number here is from. */
export async function seedPurchase({ sql, schema }: Database): Promise<void> {
  await sql`
    insert into ${sql(schema)}.purchase_intents (id, account, targets, state)
    values ('seed', 'alpha', '[]', 'not_purchased') on conflict do nothing`
}
