import { createClient } from '@onesms/sdk'
import { heroSms } from '@onesms/sdk/providers/hero-sms'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createIntentStore } from '../../db/store/intents.ts'
import { buyInLedger } from '../../jobs/__fixtures__/ledger.ts'
import { runOnesms } from '../__fixtures__/onesms.ts'
import { type Provided, provide } from '../__fixtures__/provided.ts'

let provided: Provided
beforeAll(async () => {
  provided = await provide()
})
beforeEach(() => provided.database.clear())
afterAll(() => provided?.close())

const onesms = (...args: string[]) => runOnesms(args, { environment: provided.environment })
const rowsOf = (stdout: string) =>
  stdout
    .trim()
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line))

/** A number that is on the account, and a purchase of the same kind of which nobody knows what it bought. */
async function leaveUnknown(): Promise<string> {
  const { database, emulator, environment } = provided
  const provider = heroSms({ apiKey: emulator.apiKey, baseUrl: environment['HERO_SMS_BASE_URL'] ?? '' })
  const client = createClient({ provider, store: createIntentStore(database) })
  const [order] = emulator.catalog.countries.flatMap(({ id: country }) =>
    emulator.catalog.offersOf(country).flatMap(({ service, stock }) => (stock > 0 ? [{ service, country }] : [])),
  )
  const { id } = await client.activations.buy({
    service: { nativeId: order?.service ?? '' },
    country: { nativeId: order?.country ?? '' },
    maxPrice: '1000',
  })
  await database.sql`delete from onesms.activations`
  await database.sql`
    update onesms.purchase_intents set id = 'doubtful', state = 'unknown', doubt = 'no answer', activation_id = null,
      snapshot = null, ended = false, sent_at = clock_timestamp() - interval '1 minute'`
  return id
}

describe('onesms purchases', () => {
  it('lists the latest, and shows one with its audit and without its phone', async () => {
    await buyInLedger(provided.database, 'one', { account: 'hero-sms', phone: '+447700900555', text: 'secret 1234' })
    const { code, stdout } = await onesms('purchases', '--json')
    expect(code).toBe(0)
    expect(rowsOf(stdout)).toMatchObject([{ id: 'one', state: 'confirmed', number: 'hero-sms:one', price: '1.5' }])
    expect((await onesms('purchases', 'list')).stdout).toMatch(/^one\s+hero-sms\s+activation\s+confirmed/m)
    const shown = JSON.parse((await onesms('purchases', 'show', 'one', '--json')).stdout)
    expect(shown).toMatchObject({ id: 'one', state: 'confirmed', activation_id: 'hero-sms:one' })
    expect(shown.audit.map((entry: { state_to: string }) => entry.state_to)).toEqual([
      'prepared',
      'sending',
      'confirmed',
    ])
    const { stdout: text } = await onesms('purchases', 'show', 'one')
    expect(text).toMatch(/^state\s+confirmed$/m)
    expect(JSON.stringify(shown) + text).not.toMatch(/447700900555|secret/)
    expect(await onesms('purchases', 'show', 'other')).toMatchObject({ code: 1, stdout: '' })
  })

  it('P39 shows which numbers one of unknown outcome may have bought', async () => {
    await leaveUnknown()
    const candidate = {
      id: 'hero-sms:9',
      phone: '+447700900555',
      price: { amount: '0.25', currency: 'USD' },
      soldAt: null,
      observedAt: '2026-01-01T12:00:00.000Z',
    }
    await provided.database.sql`
      update onesms.purchase_intents set candidates = ${provided.database.sql.json([candidate])} where id = 'doubtful'`
    const { stdout } = await onesms('purchases', 'show', 'doubtful', '--json')
    expect(JSON.parse(stdout).candidates).toEqual([
      {
        id: 'hero-sms:9',
        phone: '***555',
        price: '0.25',
        currency: 'USD',
        sold_at: null,
        first_seen_at: '2026-01-01T12:00:00.000Z',
      },
    ])
    const { stdout: text } = await onesms('purchases', 'show', 'doubtful')
    expect(text).toMatch(/^hero-sms:9\s+\*{3}555\s+0\.25\s+USD/m)
    expect(stdout + text).not.toContain('447700900555')
  })

  it('gives a purchase of unknown outcome the number that a person found, which stays alive', async () => {
    const number = await leaveUnknown()
    const { code, stderr } = await onesms('purchases', 'resolve', 'doubtful', number)
    expect({ code, stderr }).toEqual({ code: 0, stderr: `doubtful bought ${number}. A daemon follows it.\n` })
    expect(await provided.database.sql`select state, activation_id from onesms.purchase_intents`).toEqual([
      { state: 'confirmed', activation_id: number },
    ])
    expect(await provided.database.sql`select id from onesms.activations`).toEqual([{ id: number }])
    expect(provided.emulator.ledger.activations().at(-1)?.status).toBe('waiting')
    expect(
      await provided.database
        .sql`select action, reason from onesms.audit where actor like 'cli:%' and action = 'resolve'`,
    ).toEqual([{ action: 'resolve', reason: number }])
    expect((await onesms('purchases', 'resolve', 'doubtful', number)).code).toBe(1)
  })

  it('closes one that bought nothing', async () => {
    await leaveUnknown()
    expect((await onesms('purchases', 'resolve', 'doubtful', 'none')).code).toBe(0)
    expect(await provided.database.sql`select state from onesms.purchase_intents where id = 'doubtful'`).toEqual([
      { state: 'not_purchased' },
    ])
  })

  it('lists numbers of nobody’s', async () => {
    await provided.database.sql`
      insert into onesms.purchase_intents (id, account, targets, state, activation_id, snapshot)
      values ('o', 'hero-sms', '[]', 'orphan', 'hero-sms:9', '{"id": "hero-sms:9", "phone": "+447700900555"}')`
    const { stdout } = await onesms('purchases', 'orphans', '--json')
    expect(rowsOf(stdout)).toMatchObject([{ number: 'hero-sms:9', phone: '***555' }])
    expect(stdout).not.toContain('447700900555')
  })

  it('stops purchases and allows them again, and that is in the audit', async () => {
    const power = () => provided.database.sql`select is_on, reason from onesms.purchase_switch`
    expect((await onesms('purchases', 'off', '--reason', 'odd balance')).code).toBe(0)
    expect(await power()).toEqual([{ is_on: false, reason: 'odd balance' }])
    expect((await onesms('purchases', 'on')).code).toBe(0)
    expect(await power()).toEqual([{ is_on: true, reason: null }])
  })

  it('takes a number that is none for a mistake', async () => {
    expect((await onesms('purchases', 'list', '--limit', '0')).code).toBe(2)
  })
})

describe('onesms activations', () => {
  it('lists the numbers that are not over, without what was sent to them', async () => {
    await buyInLedger(provided.database, 'two', { account: 'hero-sms' })
    await provided.database.sql`
      insert into onesms.messages (activation_id, id, position, text, code, channel)
      values ('hero-sms:two', '1', 0, 'canary text', '4711', 'sms')`
    const [json, table] = await Promise.all([onesms('activations', '--json'), onesms('activations')])
    expect(rowsOf(json.stdout)).toMatchObject([
      { id: 'hero-sms:two', status: 'waiting', messages: 1, price: '1.5 USD' },
    ])
    expect(table.stdout).toMatch(/^hero-sms:two\s+activation\s+waiting/m)
    expect(json.stdout + table.stdout).not.toMatch(/canary text|4711/)
  })
})
