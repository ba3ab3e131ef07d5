import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readBalances } from '../db/store/balances.ts'
import { saveSubscriptions } from '../outbox/endpoints.ts'
import { type CatalogDatabase, createCatalogDatabase } from '../scheduler/__fixtures__/catalog-database.ts'
import { runOnce, withBalance } from '../testing/run-once.ts'
import { providerOf } from './__fixtures__/made-provider.ts'

let database: CatalogDatabase
let amount: string
const provider = withBalance(
  providerOf(() => ({})),
  () => amount,
)
beforeAll(async () => {
  database = await createCatalogDatabase()
})
beforeEach(() => database.clear())
afterAll(() => database?.drop())

const read = async (told: string, low: Record<string, string> = { 'made-up': '5' }) => {
  amount = told
  return runOnce(database, 'balances', provider, { upkeep: { lowBalances: low } })
}
const rows = () => database.sql`
  select trim_scale(amount)::text as amount, first_seen_at < last_seen_at as again from onesms.balances order by first_seen_at`
const told = () => database.sql`select type, ordering_key, payload from onesms.outbox order by id`

describe('the job balances', () => {
  it('writes a row for each change, and when the last was seen again, and is in the run log', async () => {
    for (const each of ['10', '10.00', '7.5', '10']) expect(await read(each)).toMatchObject({ status: 'succeeded' })
    expect(await rows()).toEqual([
      { amount: '10', again: true },
      { amount: '7.5', again: false },
      { amount: '10', again: false },
    ])
    expect(await database.sql`select job, provider, status, lease_token > 0 as leased from onesms.sync_logs`).toEqual(
      Array.from({ length: 4 }, () => ({ job: 'balances', provider: 'made-up', status: 'succeeded', leased: true })),
    )
    expect(await database.sql`select name from onesms.leases`).toEqual([{ name: 'balances:made-up' }])
  })

  it('tells once for each crossing that a balance is low', async () => {
    await saveSubscriptions(database, [{ id: 'hook', types: ['balance.low'], subjects: null }])
    for (const each of ['10', '5', '4.99', '4', '3', '6', '2', '1']) await read(each)
    const event = (each: string) => ({
      type: 'balance.low',
      ordering_key: 'balance:made-up',
      payload: { account: 'made-up', balance: { amount: each, currency: 'USD' }, below: '5' },
    })
    expect(await told()).toEqual([event('4.99'), event('2')])
  })

  it('tells that the first balance is low, and of none for which nothing is configured', async () => {
    await saveSubscriptions(database, [{ id: 'hook', types: ['balance.low'], subjects: null }])
    await read('0', {})
    expect(await told()).toEqual([])
    await database.clear()
    await saveSubscriptions(database, [{ id: 'hook', types: ['balance.low'], subjects: null }])
    await read('-1')
    expect(await told()).toHaveLength(1)
  })

  it('says what each account holds, and which are low', async () => {
    await read('7')
    await read('4.50')
    expect(await readBalances(database, { 'made-up': '5' })).toEqual([
      { provider: 'made-up', amount: '4.5', currency: 'USD', observed_at: expect.any(Date), low: true },
    ])
    expect(await readBalances(database, { other: '5' })).toMatchObject([{ low: false }])
  })

  it('fails, and is planned anew, when the provider does not answer', async () => {
    const silent = { ...provider, account: { balance: () => Promise.reject(new Error('no answer')) } }
    expect(await runOnce(database, 'balances', silent)).toMatchObject({ status: 'failed', reason: 'no answer' })
    expect(await rows()).toEqual([])
  })
})
