import type { Database } from '../../db/tables.ts'

/** Two providers with different currencies, names nobody should use as a key, ties, untold stock, a tombstone, a stale country. */
export async function seedCatalog({ sql, schema }: Database): Promise<void> {
  const insert = (table: string, rows: readonly Readonly<Record<string, unknown>>[]) =>
    sql`insert into ${sql(schema)}.${sql(table)} ${sql(rows as readonly Record<string, string>[])}`
  await insert('providers', [
    { id: 'alpha', name: 'Alpha', currency: 'USD' },
    { id: 'beta', name: 'Beta', currency: 'EUR' },
  ])
  await insert('services', services)
  await insert('countries', countries)
  await insert('provider_services', [
    { provider: 'alpha', native_id: 'tg', code: 'telegram', name: 'Telegram' },
    { provider: 'alpha', native_id: 'wa', code: 'whatsapp', name: 'WhatsApp' },
    { provider: 'alpha', native_id: 'zz', code: 'alpha:zz', name: 'Zed' },
    { provider: 'beta', native_id: 'telegram_x', code: 'telegram', name: 'Telegram' },
  ])
  await insert('provider_countries', [
    { provider: 'alpha', native_id: '16', code: 'GB', name: 'UK' },
    { provider: 'alpha', native_id: '43', code: 'DE', name: 'Germany' },
    { provider: 'beta', native_id: 'england', code: 'GB', name: 'England' },
    { provider: 'beta', native_id: '77', code: 'beta:77', name: 'Atlantis' },
  ])
  await insert('offers', offers)
  await insert('catalogs', [
    { provider: 'alpha', token: 7, observed_at: '2026-01-01T10:00:00Z', changed_at: '2026-01-01T10:00:00Z' },
    { provider: 'beta', token: 3, observed_at: '2026-01-01T09:30:00Z', changed_at: '2026-01-01T09:00:00Z' },
  ])
  await insert('stale_partitions', [
    { provider: 'alpha', native_country: '43', stale_since: '2026-01-01T08:00:00Z', reason: 'no answer' },
  ])
}

/** Publishes anew, as a sync does at its end: the version of the catalog changes. */
export async function publishAgain({ sql, schema }: Database, provider: string): Promise<void> {
  await sql`
    update ${sql(schema)}.catalogs set token = token + 1, observed_at = observed_at + interval '5 minutes'
    where provider = ${provider}`
}

const service = (code: string, name: string, more: object = {}) => ({
  code,
  name,
  category: 'messaging',
  icon: null,
  active: true,
  total_available: 10,
  ...more,
})

const services = [
  service('telegram', 'Telegram', { total_available: 3_000_000_000, icon: 'telegram.svg' }),
  service('whatsapp', 'WhatsApp', { total_available: 0 }),
  service('uber', 'Uber', { category: 'transport' }),
  service('oldie', 'Old_100%', { active: false }),
  service('alpha:zz', 'Zed', { category: 'other' }),
  service('__proto__', 'Prototype'),
  service('constructor', 'Constructor'),
]

const country = (code: string, name: string, more: object = {}) => ({
  code,
  name,
  active: true,
  success_rate: null,
  total_services: 1,
  total_available: 10,
  metadata: {},
  last_sync: null,
  ...more,
})

const countries = [
  country('GB', 'United Kingdom', {
    success_rate: '0.9500',
    total_services: 2,
    metadata: JSON.parse('{"top_services":[{"code":"telegram"}],"native_ids":{"__proto__":["1"],"alpha":["16"]}}'),
    last_sync: '2026-01-01T10:00:00.120Z',
  }),
  country('DE', 'Germany', { total_available: 0 }),
  country('FR', 'France', { active: false }),
  country('beta:77', 'Atlantis'),
]

const offer = (more: object) => ({
  provider: 'alpha',
  kind: 'activation',
  native_service: 'tg',
  native_country: '16',
  operator: '',
  supplier: '',
  service: 'telegram',
  country: 'GB',
  price: '0.500000',
  currency: 'USD',
  stock: 5,
  run_token: 1,
  tombstoned_at: null,
  ...more,
})

const atBeta = { provider: 'beta', native_service: 'telegram_x', native_country: 'england', currency: 'EUR' }

/** Of telegram in GB: five at alpha, two of them at one price, and two at beta. */
export const offers = [
  offer({}),
  offer({ operator: 'o2', price: '0.250000', stock: null }),
  offer({ operator: 'vodafone', price: '0.250000', stock: 0 }),
  offer({ supplier: '12', price: '10', stock: 3_000_000_000 }),
  offer({ operator: 'gone', price: '0.01', tombstoned_at: '2026-01-01T00:00:00Z' }),
  offer({ kind: 'rental', price: '2.123456', stock: 5 }),
  offer({ ...atBeta, price: '0.3' }),
  offer({ ...atBeta, operator: 'ee', price: '0.2', stock: null }),
  offer({ native_country: '43', country: 'DE', price: '0.7', stock: 8 }),
  offer({ native_service: 'wa', service: 'whatsapp', price: '0.9', stock: 1 }),
  offer({ native_service: 'zz', service: 'alpha:zz', price: '0.1', stock: 1 }),
]
