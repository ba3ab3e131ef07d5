import { heroSms } from '@onesms/sdk/providers/hero-sms'
import { createHandlerApiEmulator, type HandlerApiEmulator } from '@onesms/sdk/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createIntentStore } from '../db/store/intents.ts'
import { paceProviders } from '../pace/pace-providers.ts'
import { type CatalogDatabase, createCatalogDatabase } from '../scheduler/__fixtures__/catalog-database.ts'
import { runOnce } from '../testing/run-once.ts'
import { openAccounts } from './accounts.ts'

let database: CatalogDatabase
beforeAll(async () => {
  database = await createCatalogDatabase()
})
afterAll(() => database?.drop())

const emulators: Readonly<Record<string, HandlerApiEmulator>> = {
  'hero-one': createHandlerApiEmulator({
    apiKey: 'key-of-account-one',
    balance: '10',
    magicServices: true,
    size: { services: 20, countries: 5 },
  }),
  'hero-two': createHandlerApiEmulator({
    apiKey: 'key-of-account-two',
    balance: '20',
    magicServices: true,
    size: { services: 20, countries: 5 },
  }),
}
const accountOf = (id: string) => {
  const emulator = emulators[id]
  if (!emulator) throw new Error(`no ${id}`)
  const provider = heroSms({
    id,
    apiKey: emulator.apiKey,
    baseUrl: 'http://localhost/stubs/handler_api.php',
    fetch: emulator.fetch,
    requestsPerSecond: 100,
  })
  return { emulator, provider }
}

describe('D50 two accounts at one provider, in one daemon', () => {
  const one = accountOf('hero-one')
  const two = accountOf('hero-two')
  const providers = [one.provider, two.provider]
  const columns = (table: string, column: string) =>
    database.sql`select distinct ${database.sql(column)} as value from onesms.${database.sql(table)} order by 1`

  it('have leases, catalogs, balances and paces of their own', async () => {
    paceProviders(database, providers)
    await Promise.all(
      providers.flatMap(provider => [
        runOnce(database, 'services', provider),
        runOnce(database, 'balances', provider),
        runOnce(database, 'invariants', provider),
      ]),
    )
    const both = [{ value: 'hero-one' }, { value: 'hero-two' }]
    for (const [table, column] of [
      ['catalogs', 'provider'],
      ['offers', 'provider'],
      ['balances', 'account'],
      ['paces', 'account'],
    ] as const) {
      expect(await columns(table, column), table).toEqual(both)
    }
    expect(await columns('leases', 'name')).toEqual(
      ['balances', 'catalog', 'invariants'].flatMap(job => both.map(({ value }) => ({ value: `${job}:${value}` }))),
    )
    const amounts =
      await database.sql`select account, trim_scale(amount)::text as amount from onesms.balances order by 1`
    expect(amounts).toEqual([
      { account: 'hero-one', amount: '10' },
      { account: 'hero-two', amount: '20' },
    ])
  })

  it('that refuse one for haste slow down that one', async () => {
    const { slowDown, takeSlots } = await import('../db/store/pace.ts')
    await slowDown(database, 'hero-one', 100, 5_000)
    expect((await takeSlots(database, 'hero-one', 100, 1)).wait).toBeGreaterThan(4_000)
    expect((await takeSlots(database, 'hero-two', 100, 1)).wait).toBeLessThan(1_000)
    await database.sql`truncate onesms.paces`
  })

  it('have ledgers of their own: the same key and the same number at each, and one in doubt holds up one', async () => {
    const accounts = openAccounts({ providers, store: createIntentStore(database) })
    const country = one.emulator.catalog.countries[0]?.id ?? ''
    const request = { service: { nativeId: 'mute' }, country: { nativeId: country } }
    const buy = (id: string, idempotencyKey: string) =>
      accounts.get(id)?.client.activations.buy(request, { idempotencyKey })
    const bought = await Promise.all([buy('hero-one', 'same'), buy('hero-two', 'same')])
    expect(bought.map(number => number?.id.split(':')[0])).toEqual(['hero-one', 'hero-two'])
    for (const { emulator } of [one, two]) expect(emulator.ledger.activations()).toHaveLength(1)
    expect(await database.sql`select account, state from onesms.purchase_intents order by 1`).toEqual([
      { account: 'hero-one', state: 'confirmed' },
      { account: 'hero-two', state: 'confirmed' },
    ])

    await database.sql`
      insert into onesms.purchase_intents (id, account, targets, state, sent_at)
      select 'doubt', account, targets, 'unknown', clock_timestamp() from onesms.purchase_intents where account = 'hero-one'`
    const store = createIntentStore(database)
    const draft = (account: string) => ({
      id: `next-${account}`,
      account,
      idempotencyKey: null,
      maxPrice: null,
      gateFor: null,
      state: 'prepared' as const,
      activationId: null,
      snapshot: null,
      flags: [],
      targets: [
        {
          kind: 'activation' as const,
          provider: account,
          service: 'mute',
          country,
          operator: null,
          hours: null,
          extends: null,
        },
      ],
    })
    for (const account of ['hero-one', 'hero-two']) await store.insert(draft(account))
    expect((await store.begin('next-hero-one')).kind).toBe('held')
    expect((await store.begin('next-hero-two')).kind).toBe('begun')
  })
})
