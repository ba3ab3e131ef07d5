import { createClient, type NewIntent, OneSmsError } from '@onesms/sdk'
import { heroSms } from '@onesms/sdk/providers/hero-sms'
import { createHandlerApiEmulator, FakeClock } from '@onesms/sdk/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Limits, NO_LIMITS } from '../../../purchase/policy.ts'
import { PurchaseRefusedError } from '../../../purchase/refused-error.ts'
import { type CatalogDatabase, createCatalogDatabase } from '../../../scheduler/__fixtures__/catalog-database.ts'
import type { Database } from '../../tables.ts'
import { createIntentStore } from '../intents.ts'
import { createAdmission } from './admission.ts'
import { keepPurchaseRequest, ledgerKeyOf } from './requests.ts'
import { setPurchaseSwitch } from './switch.ts'

let database: CatalogDatabase
beforeAll(async () => {
  database = await createCatalogDatabase()
})
beforeEach(() => database.clear())
afterAll(() => database?.drop())

const accounts = [
  { id: 'hero-sms', currency: 'USD' },
  { id: 'other', currency: 'USD' },
  { id: 'five-sim', currency: 'RUB' },
]
const storeWith = (limits: { subject?: Partial<Limits>; total?: Partial<Limits> }, on: Database = database) => {
  const rules = { subject: { ...NO_LIMITS, ...limits.subject }, total: { ...NO_LIMITS, ...limits.total } }
  return createIntentStore(on, createAdmission({ schema: 'onesms', accounts, limits: rules }))
}
const ask = (key: string, { subject = 'ann', account = 'hero-sms', session = null as string | null } = {}) =>
  keepPurchaseRequest(database, {
    subject,
    key,
    account,
    session,
    fingerprint: key,
    kind: 'activation',
    maxPrice: '1',
    requestId: 'r1',
    asked: { service: 'telegram', country: 'GB' },
  })

interface Wish {
  readonly subject?: string
  readonly account?: string
  readonly session?: string | null
  readonly maxPrice?: string
  readonly kind?: 'activation' | 'extension'
}
let last = 0
async function draftOf({ maxPrice = '1', kind = 'activation', ...origin }: Wish = {}): Promise<NewIntent> {
  last += 1
  const { subject, key, account } = await ask(`k${last}`, origin)
  return {
    id: `i${last}`,
    account,
    idempotencyKey: ledgerKeyOf(subject, key),
    maxPrice,
    gateFor: null,
    state: 'prepared',
    activationId: null,
    snapshot: null,
    flags: [],
    targets: [
      ...[{ kind, provider: account, service: 'tg', country: '16', operator: null, hours: null, extends: null }],
    ],
  }
}
const snapshotJson = (price: Record<string, string>) => ({
  id: 'other:1',
  provider: 'other',
  nativeId: '1',
  status: 'waiting',
  reason: null,
  phone: '+447700900123',
  price,
  service: { nativeId: 'tg', slug: 'telegram' },
  country: { nativeId: '16', iso: 'GB' },
  operator: null,
  refund: 'none',
  rounds: 0,
  canRetry: null,
  messages: [],
  observedAt: new Date().toISOString(),
})
const codeOf = (error: unknown) =>
  error instanceof PurchaseRefusedError ? (error.facts.limit ?? error.facts.code) : String(error)
/** What came of as many purchases, one after the other: `true`, or the limit in the way. */
async function buy(store: ReturnType<typeof storeWith>, ...wishes: readonly Wish[]) {
  const results: (true | string)[] = []
  for (const wish of wishes) {
    const draft = await draftOf(wish)
    results.push(await store.insert(draft).then(() => true as const, codeOf))
  }
  return results
}
const moved = (ms: number) => database.sql`
  update onesms.purchase_intents set created_at = created_at - make_interval(secs => ${ms / 1000}),
    sent_at = sent_at - make_interval(secs => ${ms / 1000})`

describe('T19 each limit', () => {
  it('purchases of a minute, of one subject', async () => {
    const store = storeWith({ subject: { perMinute: 2 } })
    expect(await buy(store, {}, {}, {}, { subject: 'bob' })).toEqual([true, true, 'subject.perMinute', true])
    await moved(61_000)
    expect(await buy(store, {})).toEqual([true])
  })

  it('purchases of an hour, of all together', async () => {
    const store = storeWith({ total: { perHour: 2 } })
    expect(await buy(store, {}, { subject: 'bob' }, { subject: 'eve' })).toEqual([true, true, 'total.perHour'])
    await moved(61_000)
    expect(await buy(store, {})).toEqual(['total.perHour'])
    await moved(3_600_000)
    expect(await buy(store, {})).toEqual([true])
  })

  it('numbers that live, and purchases that may bring one; more time on a rental is none', async () => {
    const store = storeWith({ total: { live: 1 } })
    expect(await buy(store, {}, {}, { kind: 'extension' })).toEqual([true, 'total.live', true])
    await database.sql`update onesms.purchase_intents set state = 'rejected'`
    expect(await buy(store, {})).toEqual([true])
  })

  it('D51 purchases and spend of a day: it ends at midnight UTC by the clock of the database, exactly', async () => {
    const day = { perDay: 1, spendPerDay: new Map([['USD', '1']]) }
    const store = storeWith({ subject: day })
    expect(await buy(store, {}, {})).toEqual([true, 'subject.perDay'])
    const at = (offset: string) => database.sql`
      update onesms.purchase_intents set created_at = date_trunc('day', clock_timestamp(), 'UTC') + ${offset}::interval`
    await at('0 seconds')
    expect(await buy(store, {})).toEqual(['subject.perDay'])
    await at('-1 microsecond')
    expect(await buy(store, {})).toEqual([true])
  })

  it('T19 what a day may cost: a purchase takes its cap, then its price, and nothing once nothing is charged', async () => {
    const store = storeWith({ total: { spendPerDay: new Map([['USD', '2']]) } })
    expect(await buy(store, {}, { account: 'other' }, {})).toEqual([true, true, 'total.spendPerDay'])
    await database.sql`update onesms.purchase_intents set state = 'rejected' where account = 'other'`
    expect(await buy(store, { maxPrice: '1.000001' }, {})).toEqual(['total.spendPerDay', true])
    expect(await buy(store, { account: 'five-sim' })).toEqual(['total.spendPerDay']) // no budget in roubles
  })

  it('T35 a price in another currency says nothing of what it takes: that is its cap', async () => {
    const store = storeWith({ total: { spendPerDay: new Map([['USD', '2']]) } })
    await buy(store, {})
    const { sql } = database
    await sql`
      update onesms.purchase_intents set state = 'confirmed', activation_id = 'other:1', flags = '["price_untold"]',
        snapshot = ${sql.json(snapshotJson({ amount: '0.1', currency: 'EUR' }))}`
    const [row] = await sql`select held from onesms.purchase_intents`
    const [audit] = await sql`select amount, currency from onesms.audit order by id desc limit 1`
    expect([row, audit]).toEqual([{ held: '1.000000' }, { amount: '1.000000', currency: null }])
    expect(await buy(store, { maxPrice: '1.5' }, {})).toEqual(['total.spendPerDay', true])
  })

  it('a short-lived token spends no more than its cap, and nothing after its end', async () => {
    const { sql } = database
    await sql`insert into onesms.sessions (id, hash, issued_by, subject, scopes, spend_cap, currency, expires_at)
      values ('s', 'h', 'i', 'ann', '[]', 1.5, 'USD', clock_timestamp() + interval '5 min')`
    const store = storeWith({})
    expect(await buy(store, { session: 's' }, { session: 's' }, {})).toEqual([true, 'session.spendCap', true])
    expect(await buy(store, { session: 's', maxPrice: '0.5' })).toEqual([true])
    const refused = await draftOf({ session: 's' })
    expect(await store.insert(refused).catch(codeOf)).toBe('session.spendCap')
    await sql`insert into onesms.sessions (id, hash, issued_by, subject, scopes, spend_cap, currency, expires_at)
      values ('next', 'h2', 'i', 'ann', '[]', 1, 'USD', clock_timestamp() + interval '5 min')`
    await ask((refused.idempotencyKey ?? '').slice('ann:'.length), { session: 'next' })
    expect(await store.insert(refused)).toMatchObject({ created: true }) // by the token it comes with now
    expect(await buy(store, { session: 'next' })).toEqual(['session.spendCap'])
    await sql`update onesms.sessions set spend_cap = null`
    expect(await buy(store, { session: 's' })).toEqual(['session.spendCap'])
    await sql`update onesms.sessions set expires_at = clock_timestamp(), spend_cap = 100`
    expect(await buy(store, { session: 's' })).toEqual(['session.expired'])
  })

  it('T19 the switch stops everything, at once and for every process, and is in the audit', async () => {
    const store = storeWith({}, database.connect())
    const draft = await draftOf()
    await store.insert(draft)
    await setPurchaseSwitch(database, { isOn: false, actor: 'cli', reason: 'leak' })
    expect(await buy(store, {})).toEqual(['purchase_disabled'])
    await expect(store.begin(draft.id)).rejects.toThrow('nothing is sold at present: leak')
    await setPurchaseSwitch(database, { isOn: true, actor: 'cli', reason: null })
    expect(await store.begin(draft.id)).toMatchObject({ kind: 'begun' })
    const audit =
      await database.sql`select actor, state_to, reason from onesms.audit where action = 'purchases' order by id`
    expect(audit.slice(-2)).toMatchObject([{ state_to: 'off', reason: 'leak' }, { state_to: 'on' }])
  })

  it('what nobody asked for, or without a cap, is not written down', async () => {
    const store = storeWith({})
    const draft = await draftOf()
    await expect(store.insert({ ...draft, idempotencyKey: 'ann:unheard' })).rejects.toThrow(PurchaseRefusedError)
    await expect(store.insert({ ...draft, idempotencyKey: null })).rejects.toThrow(PurchaseRefusedError)
    await expect(store.insert({ ...draft, maxPrice: null })).rejects.toThrow(PurchaseRefusedError)
    expect(await store.get(draft.id)).toBeNull()
  })
})

describe('what was let pass', () => {
  it('is written down with whose it is, and audited', async () => {
    const draft = await draftOf()
    await storeWith({}).insert(draft)
    const [row] = await database.sql`select subject, session, request_id, held from onesms.purchase_intents`
    expect(row).toEqual({ subject: 'ann', session: null, request_id: 'r1', held: '1.000000' })
    const [audit] = await database.sql`select * from onesms.audit order by id desc limit 1`
    expect(audit).toMatchObject({ intent_id: draft.id, state_to: 'prepared', request_id: 'r1', amount: '1.000000' })
  })

  it.each(['not_sent', 'failed'] as const)('is counted anew when it is begun after it was %s', async state => {
    const store = storeWith({ total: { spendPerDay: new Map([['USD', '1']]) } })
    const draft = await draftOf()
    await store.insert(draft)
    await database.sql`update onesms.purchase_intents set state = ${state} where id = ${draft.id}`
    expect(await buy(store, {})).toEqual([true])
    expect(await store.begin(draft.id).catch(codeOf)).toBe('total.spendPerDay')
    expect((await store.get(draft.id))?.state).toBe(state)
    await database.sql`update onesms.purchase_intents set state = 'rejected' where id <> ${draft.id}`
    expect(await store.begin(draft.id)).toMatchObject({ kind: 'begun' })
  })

  it('D51 is counted anew when it is begun on another day than it was let pass on', async () => {
    const store = storeWith({ total: { spendPerDay: new Map([['USD', '1']]) } })
    const [late, early] = [await draftOf(), await draftOf()]
    await store.insert(late)
    await database.sql`
      update onesms.purchase_intents
      set created_at = date_trunc('day', clock_timestamp(), 'UTC') - interval '1 microsecond'`
    await store.insert(early)
    expect(await store.begin(late.id).catch(codeOf)).toBe('total.spendPerDay')
    expect(await store.begin(early.id)).toMatchObject({ kind: 'begun' })
    await database.sql`update onesms.purchase_intents set state = 'rejected' where id = ${early.id}`
    expect(await store.begin(late.id)).toMatchObject({ kind: 'begun' })
  })

  it('P28 a key that stands for a purchase is answered also where the budget is spent', async () => {
    const store = storeWith({ total: { spendPerDay: new Map([['USD', '1']]) } })
    const draft = await draftOf()
    await store.insert(draft)
    expect(await store.insert({ ...draft, id: 'again' })).toMatchObject({ created: false, intent: { id: draft.id } })
  })
})

it('T21 G16 200 purchases at once from two pools, budget for 10: ten reach the provider', async () => {
  const emulator = createHandlerApiEmulator({ clock: new FakeClock(Date.now()), balance: '1000', autoSms: false })
  const country = emulator.catalog.countries[0]?.id ?? ''
  const plenty = emulator.catalog.offersOf(country).map(offer => ({ offer, lot: emulator.catalog.lotsOf(offer)[0] }))
  const { offer, lot } = plenty.find(({ lot }) => lot && lot.stock >= 20) ?? {}
  const price = lot?.price ?? ''
  const budget = (Number(price) * 10).toFixed(2)
  const provider = heroSms({ apiKey: emulator.apiKey, fetch: emulator.fetch, requestsPerSecond: 10_000 })
  const limits = { total: { spendPerDay: new Map([['USD', budget]]) } }
  const clients = [database.connect(), database.connect()].map(on =>
    createClient({ provider, store: storeWith(limits, on) }),
  )
  await Promise.all(Array.from({ length: 200 }, (_, index) => ask(`p${index}`)))
  const results = await Promise.all(
    Array.from({ length: 200 }, async (_, index) => {
      const request = { service: { nativeId: offer?.service ?? '' }, country: { nativeId: country }, maxPrice: price }
      const client = clients[index % 2]
      return client?.activations.buy(request, { idempotencyKey: `ann:p${index}` }).then(
        () => 'bought',
        error => (OneSmsError.is(error) ? codeOf(error) : error),
      )
    }),
  )
  const count = (what: string) => results.filter(result => result === what).length
  expect([count('bought'), count('total.spendPerDay')]).toEqual([10, 190])
  expect(emulator.ledger.count('getNumberV2')).toBe(10)
  expect(emulator.ledger.activations()).toHaveLength(10)
})
