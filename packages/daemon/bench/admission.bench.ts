import type { IntentStore, NewIntent } from '@onesms/sdk'
import { createIntentStore } from '../src/db/store/intents.ts'
import { createAdmission } from '../src/db/store/purchases/admission.ts'
import { keepPurchaseRequest, ledgerKeyOf } from '../src/db/store/purchases/requests.ts'
import type { Database } from '../src/db/tables.ts'
import type { Limits } from '../src/purchase/policy.ts'
import { type Bench, median, time } from './bench.ts'
import { openStage } from './catalog-stage.ts'

const EARLIER = 20_000
const LIVE = 2_000
const SUBJECTS = 20
const AT_ONCE = 8
const PURCHASES = 200
const ACCOUNT = 'hero-sms'
const PLENTY = 1_000_000
const BUDGET = { spendPerDay: new Map([['USD', String(PLENTY)]]) }
const ALL: Limits = { perMinute: PLENTY, perHour: PLENTY, perDay: PLENTY, live: PLENTY, ...BUDGET }
const ONE: Limits = { perMinute: null, perHour: null, perDay: null, live: null, ...BUDGET }

/** What holding purchases to limits takes on a busy day. */
export const admission: Bench = {
  about: `milliseconds until one more purchase is written down within every limit there is, after ${EARLIER} of the same day of which ${LIVE} live, ${AT_ONCE} asking at a time, over 1`,
  run: async rounds => {
    const stage = await openStage()
    try {
      await stage.reset()
      const { database } = stage
      await writeEarlier(database)
      const stores = {
        'every limit': within(database, ALL),
        'a budget for the day': within(database, ONE),
        'no limit': createIntentStore(database),
      }
      const rates = new Map(Object.keys(stores).map(name => [name, [] as number[]]))
      for (let round = 0; round < rounds; round += 1) {
        for (const [name, store] of Object.entries(stores)) {
          const drafts = await askFor(database, `${name} ${round}`)
          rates.get(name)?.push((PURCHASES / (await time(() => writeAll(store, drafts)))) * 1_000)
          await database.sql`update onesms.purchase_intents set state = 'rejected' where state = 'prepared'`
        }
      }
      return {
        floor: [1],
        ours: (rates.get('every limit') ?? []).map(rate => 1_000 / rate),
        notes: [...rates].map(([name, of]) => `${name}: ${Math.round(median(of))} a second`),
      }
    } finally {
      await stage.close()
    }
  },
}

const within = ({ sql, schema }: Database, limits: Limits): IntentStore =>
  createIntentStore(
    { sql, schema },
    createAdmission({
      schema,
      accounts: [{ id: ACCOUNT, currency: 'USD' }],
      limits: { subject: limits, total: limits },
    }),
  )

async function writeAll(store: IntentStore, drafts: readonly NewIntent[]): Promise<void> {
  const left = [...drafts]
  const buyer = async () => {
    for (let draft = left.pop(); draft; draft = left.pop()) await store.insert(draft)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, buyer))
}

/** Requests of several subjects, kept, and what would be written down of them. */
async function askFor(database: Database, name: string): Promise<readonly NewIntent[]> {
  const drafts: NewIntent[] = []
  for (let number = 0; number < PURCHASES; number += 1) {
    const [subject, key] = [`s${number % SUBJECTS}`, `${name} ${number}`]
    await keepPurchaseRequest(database, {
      subject,
      key,
      account: ACCOUNT,
      session: null,
      fingerprint: key,
      kind: 'activation',
      maxPrice: '1',
      requestId: null,
      asked: { service: 'telegram', country: 'GB' },
    })
    const what = { provider: ACCOUNT, service: 'tg', country: '16', operator: null, hours: null, extends: null }
    drafts.push({
      id: key,
      account: ACCOUNT,
      idempotencyKey: ledgerKeyOf(subject, key),
      maxPrice: '1',
      gateFor: null,
      state: 'prepared',
      activationId: null,
      snapshot: null,
      flags: [],
      targets: [{ kind: 'activation', ...what }],
    })
  }
  return drafts
}

/** A day's purchases, spread over the hours that it has had; one in ten was refused. */
async function writeEarlier({ sql }: Database): Promise<void> {
  await sql`
    insert into onesms.purchase_intents
      (id, account, idempotency_key, targets, max_price, state, activation_id, snapshot, subject, created_at, sent_at)
    select 'e' || n, ${ACCOUNT}, 'e' || n,
      jsonb_build_array(jsonb_build_object('kind', 'activation', 'provider', ${ACCOUNT}::text, 'service', 'tg', 'country', '16')), 1,
      case when n % 10 = 0 then 'rejected' else 'confirmed' end, case when n % 10 > 0 then ${ACCOUNT} || ':' || n end,
      jsonb_build_object(
        'id', ${ACCOUNT} || ':' || n, 'kind', 'activation', 'status', case when n <= ${LIVE}::int then 'waiting' else 'completed' end,
        'service', jsonb_build_object('slug', 'telegram', 'nativeId', 'tg'),
        'country', jsonb_build_object('iso', 'GB', 'nativeId', '16'), 'phone', '+4470000' || n,
        'price', jsonb_build_object('amount', '0.25', 'currency', 'USD'), 'refund', 'none', 'messages', '[]'::jsonb,
        'createdAt', at, 'expiresAt', now() + interval '20 minutes', 'observedAt', now()),
      's' || n % ${SUBJECTS}::int, at, at
    from generate_series(1, ${EARLIER}::int) n,
      lateral (select now() - (now() - date_trunc('day', now(), 'UTC')) * n / ${EARLIER + 1}::int as at) as bought`
  await sql`update onesms.activations set ended_at = now() where status = 'completed'`
  for (const table of ['purchase_intents', 'activations']) await sql.unsafe(`vacuum analyze onesms.${table}`)
}
