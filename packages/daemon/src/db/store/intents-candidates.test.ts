import { type Client, createClient, PurchaseUnknownError } from '@onesms/sdk'
import { heroSms } from '@onesms/sdk/providers/hero-sms'
import { createHandlerApiEmulator, FakeClock } from '@onesms/sdk/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type CatalogDatabase, createCatalogDatabase } from '../../scheduler/__fixtures__/catalog-database.ts'
import { createIntentStore } from './intents.ts'

const MINUTE = 60_000

let database: CatalogDatabase
beforeAll(async () => {
  database = await createCatalogDatabase()
})
beforeEach(() => database.sql`truncate onesms.purchase_intents cascade`)
afterAll(() => database?.drop())

/** A shared account, and processes that use it one after the other, each with a connection of its own. */
function sharedAccount() {
  const clock = new FakeClock(Date.now())
  const emulator = createHandlerApiEmulator({
    clock,
    size: { services: 2, countries: 1 },
    autoSms: false,
    magicServices: true,
  })
  const { apiKey, fetch } = emulator
  const country = { nativeId: String(emulator.catalog.countries[0]?.id) }
  const start = (): Client =>
    createClient({
      provider: heroSms({ apiKey, fetch, requestsPerSecond: 10_000 }),
      clock,
      store: createIntentStore(database.connect()),
    }) as Client
  /** Lets looks pass, until one has made it so: as many as a busy machine needs for one to end. */
  const until = async (client: Client, isSo: () => Promise<boolean>) => {
    for (let look = 0; look < 600 && !(await isSo()); look += 1) {
      await clock.advance(5_000)
      for (let turn = 0; turn < 20; turn += 1) await database.sql`select 1` // the ledger is as slow
      await client.purchases.open()
    }
    expect(await isSo()).toBe(true)
  }
  /** The clock of the database is not ours to move, so purchases are made older. */
  const age = (time: string) => database.sql`
    update onesms.purchase_intents set created_at = created_at - ${time}::interval, sent_at = sent_at - ${time}::interval`
  const lose = async (client: Client, kind: 'commit-then-cut' | 'cut-before-commit'): Promise<string> => {
    emulator.faults.inject({ kind, times: 1 })
    const error = await client.activations
      .buy({ service: { nativeId: 'mute' }, country, maxPrice: '1' })
      .catch((reason: unknown) => reason)
    if (!(error instanceof PurchaseUnknownError)) throw error
    return error.intentId
  }
  return { clock, emulator, start, until, age, lose }
}

/** What it takes of the budget. */
const held = async () =>
  (await database.sql<{ held: string }[]>`select trim_scale(held)::text as held from onesms.purchase_intents`)[0]?.held

describe('P39 a purchase of a shared account whose answer was lost, in Postgres', () => {
  /** One process sees the number, and ends; it is charged and ends, too; and another process looks. */
  async function takeOver() {
    const { clock, emulator, start, until, age, lose } = sharedAccount()
    const first = start()
    const intentId = await lose(first, 'commit-then-cut')
    await age('1 min')
    await until(first, async () => ((await first.purchases.open())[0]?.candidates.length ?? 0) > 0)
    await first.close()
    const [sold] = emulator.ledger.activations()
    emulator.sms(sold?.id ?? '', { text: 'Your code is 123456', code: '123456' })
    await clock.advance(25 * MINUTE)
    await age('25 min')
    expect(Number(emulator.ledger.activations()[0]?.charged)).toBeGreaterThan(0)
    const second = start()
    await until(second, async () => (await second.purchases.get(intentId)).flags.includes('left_to_people'))
    return { client: second, intentId, id: `hero-sms:${sold?.id}`, phone: `+${sold?.phone}` }
  }

  it('stays unknown, with its number, for the process that takes over; and in the budget', async () => {
    const { client, intentId, id, phone } = await takeOver()
    const shown = { id, phone, price: { amount: '0.1', currency: 'USD' }, messages: [] }
    expect(await client.purchases.open()).toMatchObject([{ id: intentId, state: 'unknown', candidates: [shown] }])
    await expect(client.purchases.reconcile(intentId)).rejects.toMatchObject({
      code: 'purchase_unknown',
      candidates: [shown],
    })
    expect(await held()).toBe('1')
    expect(await client.purchases.resolve(intentId, id)).toMatchObject({ id })
    expect(await client.purchases.get(intentId)).toMatchObject({ state: 'confirmed', activationId: id })
    expect(await held()).toBe('0.1')
    expect(await database.sql`select id from onesms.activations`).toEqual([{ id }]) // it is followed
    await client.close()
  })

  it('is closed by a person alone', async () => {
    const { client, intentId } = await takeOver()
    expect(await client.purchases.resolve(intentId, 'none')).toBeNull()
    expect(await client.purchases.reconcile(intentId)).toBeNull()
    expect(await held()).toBe('0')
    await client.close()
  })

  it('P02 is closed by itself where no look has ever shown a number', async () => {
    const { start, until, age, lose } = sharedAccount()
    const client = start()
    const intentId = await lose(client, 'cut-before-commit')
    await age('100 s')
    expect(await client.purchases.get(intentId)).toMatchObject({ state: 'unknown', candidates: [] })
    await age('10 s')
    await until(client, async () => (await client.purchases.open()).length === 0)
    expect(await client.purchases.reconcile(intentId)).toBeNull()
    expect(await client.purchases.get(intentId)).toMatchObject({ state: 'not_purchased', candidates: [] })
    expect(await held()).toBe('0')
    await client.close()
  })
})
