import type { Database } from '../../db/tables.ts'

/** A purchase as the ledger holds it, with the audit and the number that the database's own triggers write. */
export async function buyInLedger(
  { sql, schema }: Database,
  id: string,
  different: {
    readonly account?: string
    readonly phone?: string
    readonly price?: string | null
    readonly refund?: string
    readonly text?: string
  } = {},
): Promise<void> {
  const { account = 'made-up', phone = '+447700900123', price = '1.5', refund = 'none', text } = different
  const at = new Date().toISOString()
  const reference = { slug: 'telegram', nativeId: 'tg', name: 'Telegram' }
  const snapshot = {
    id: `${account}:${id}`,
    provider: account,
    nativeId: id,
    status: 'waiting',
    reason: null,
    phone,
    service: reference,
    country: { iso: 'GB', nativeId: '16', name: 'UK' },
    operator: null,
    price: price === null ? null : { amount: price, currency: 'USD' },
    refund: 'none',
    rounds: 0,
    canRetry: null,
    messages:
      text === undefined
        ? []
        : [{ id: '1:x', text, code: text.slice(-4), sender: 'S', channel: 'sms', receivedAt: null }],
    createdAt: at,
    soldAt: null,
    expiresAt: at,
    cancellableAt: null,
    observedAt: at,
  }
  const targets = [{ kind: 'activation', provider: account, service: 'tg', country: '16' }]
  const intents = sql`${sql(schema)}.purchase_intents`
  await sql`
    insert into ${intents} (id, account, targets, max_price, state)
    values (${id}, ${account}, ${sql.json(targets)}, 2, 'prepared')`
  await sql`update ${intents} set state = 'sending', sent_at = clock_timestamp() where id = ${id}`
  await sql`
    update ${intents} set state = 'confirmed', activation_id = ${snapshot.id}, snapshot = ${sql.json(snapshot as never)},
      refund = ${refund}
    where id = ${id}`
}
