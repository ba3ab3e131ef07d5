import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CatalogDatabase, createCatalogDatabase } from '../../scheduler/__fixtures__/catalog-database.ts'

/** A row as the ledger writes it, all of whose other columns are as they come. */
const PURCHASE = {
  account: 'hero-sms',
  targets: [{ kind: 'activation', provider: 'hero-sms', service: 'tg', country: '16', operator: null }],
  snapshot: {
    id: 'hero-sms:1',
    provider: 'hero-sms',
    nativeId: '1',
    status: 'waiting',
    refund: 'none',
    phone: '+447700900123',
    service: { slug: 'telegram', nativeId: 'tg', name: 'Telegram' },
    country: { iso: 'GB', nativeId: '16', name: 'United Kingdom' },
    price: { amount: '0.18', currency: 'USD' },
    messages: [],
    expiresAt: null,
    observedAt: '2026-11-27T08:00:00.000Z',
  },
}

describe('the audit', () => {
  let database: CatalogDatabase
  beforeAll(async () => {
    database = await createCatalogDatabase()
    const { sql } = database
    const json = (value: unknown) => sql.json(value as never)
    await sql`
      insert into onesms.purchase_intents (id, account, targets, max_price, state, subject, request_id)
      values ('intent-1', ${PURCHASE.account}, ${json(PURCHASE.targets)}, '0.50', 'prepared', 'shop', 'request-1')`
    await sql`update onesms.purchase_intents set state = 'sending'`
    await sql`
      update onesms.purchase_intents set state = 'confirmed', activation_id = 'hero-sms:1', snapshot = ${json(PURCHASE.snapshot)}`
    await sql`update onesms.purchase_intents set ended = true, refund = 'none'`
    await sql`update onesms.purchase_intents set refund = 'confirmed'`
  })
  afterAll(() => database.drop())

  const rows = () => database.sql`
    select action, state_from, state_to, amount::text, currency, provider, activation_id, request_id, reason,
      subject_hash = encode(sha256('shop'), 'hex') as is_subject
    from onesms.audit order by id`

  it('holds every step of a purchase, what it cost, and what was given back', async () => {
    const common = { request_id: 'request-1', is_subject: true, provider: 'hero-sms' }
    const unsold = { ...common, activation_id: null, currency: null, reason: null, action: 'activation' }
    const sold = { ...common, activation_id: 'hero-sms:1', currency: 'USD' }
    expect(await rows()).toEqual([
      { ...unsold, state_from: null, state_to: 'prepared', amount: '0.500000' },
      { ...unsold, state_from: 'prepared', state_to: 'sending', amount: '0.500000' },
      { ...sold, action: 'activation', state_from: 'sending', state_to: 'confirmed', amount: '0.180000', reason: null },
      { ...sold, action: 'refund', state_from: null, state_to: null, amount: '0.180000', reason: 'confirmed' },
    ])
  })

  it('T28 only grows, whoever asks', async () => {
    const before = await rows()
    for (const change of [
      'update onesms.audit set actor = $$nobody$$',
      'delete from onesms.audit',
      'truncate onesms.audit',
    ]) {
      await expect(database.sql.unsafe(change)).rejects.toThrow('the audit only grows')
    }
    expect(await rows()).toEqual(before)
  })
})
