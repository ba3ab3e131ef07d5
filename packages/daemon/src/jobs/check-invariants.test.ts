import { createClient, type Provider } from '@onesms/sdk'
import { FakeClock } from '@onesms/sdk/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createIntentStore } from '../db/store/intents.ts'
import { runOnce, withBalance } from '../testing/run-once.ts'
import { openStage, type Stage } from '../testing/stage.ts'
import { until } from '../testing/until.ts'
import { buyInLedger } from './__fixtures__/ledger.ts'
import { providerOf } from './__fixtures__/made-provider.ts'

let stage: Stage
let amount: string
const provider = withBalance(
  providerOf(() => ({})),
  () => amount,
)
beforeEach(async () => {
  stage = await openStage()
  amount = '100'
})
afterEach(() => stage.close())

const check = (accountMode: 'exclusive' | 'shared', options: { of?: Provider; accept?: boolean } = {}) =>
  runOnce(stage.database, 'invariants', options.of ?? provider, {
    upkeep: { accountMode },
    accept: options.accept ?? false,
  })
const seen = () =>
  stage.database.sql`update onesms.activations set first_message_at = coalesce(first_message_at, clock_timestamp())`

describe('the job invariants', () => {
  it('agrees with what was bought and given back, to the cent', async () => {
    expect(await check('exclusive')).toMatchObject({ status: 'succeeded', reason: null })
    await buyInLedger(stage.database, 'a', { price: '1.5' })
    await buyInLedger(stage.database, 'b', { price: '0.25', refund: 'confirmed' })
    await seen()
    amount = '98.5'
    expect(await check('exclusive')).toMatchObject({
      status: 'succeeded',
      reason: null,
      details: { guard: null, confirmed: 2, unexplained: '0', margin: '0', point: { spent: '1.5' } },
    })
    amount = '98.49'
    const reason = '0.01 USD left the account, and no purchase explains it'
    expect(await check('exclusive')).toMatchObject({ status: 'rejected', reason, details: { guard: 'balance' } })
    expect(await check('exclusive')).toMatchObject({ status: 'rejected', reason })
    const [row] = await stage.database.sql`
      select status, reason, details ->> 'unexplained' as unexplained from onesms.sync_logs order by id desc limit 1`
    expect(row).toEqual({ status: 'rejected', reason, unexplained: '0.01' })
    expect(await check('exclusive', { accept: true })).toMatchObject({ status: 'succeeded', reason: null })
    expect(await check('exclusive')).toMatchObject({ status: 'succeeded', reason: null })
  })

  it('says on a shared account what others spent, and rejects nothing', async () => {
    await check('shared')
    amount = '40'
    expect(await check('shared')).toMatchObject({ status: 'succeeded', reason: expect.stringContaining('60 USD left') })
  })

  it('allows for a number that the provider may have taken back a moment ago', async () => {
    await check('exclusive')
    await buyInLedger(stage.database, 'a', { price: '1.5' })
    expect(await check('exclusive')).toMatchObject({ status: 'succeeded', details: { margin: '1.5' } })
    amount = '98.5'
    expect(await check('exclusive')).toMatchObject({ status: 'succeeded', details: { margin: '1.5' } })
    amount = '98.4'
    expect(await check('exclusive')).toMatchObject({ status: 'rejected' })
  })

  it('finds a confirmed purchase that the audit does not show to be sent once', async () => {
    await buyInLedger(stage.database, 'good')
    const { sql } = stage.database
    await sql`
      insert into onesms.purchase_intents (id, account, targets, state, activation_id, max_price)
      values ('never-sent', 'made-up', '[]', 'confirmed', 'made-up:9', 1)`
    await buyInLedger(stage.database, 'twice')
    await sql`insert into onesms.audit (actor, action, intent_id, state_to) values ('x', 'activation', 'twice', 'sending')`
    const result = await check('shared')
    expect(result).toMatchObject({ status: 'rejected', details: { guard: 'audit' } })
    expect(new Set('details' in result ? (result.details['wrongly_audited'] as string[]) : [])).toEqual(
      new Set(['never-sent', 'twice']),
    )
  })

  it('takes no offence at what was sent anew after it had proved not to have left', async () => {
    const { sql } = stage.database
    await buyInLedger(stage.database, 'again')
    await sql`
      insert into onesms.audit (actor, action, intent_id, state_from, state_to) values
        ('x', 'activation', 'again', 'prepared', 'sending'), ('x', 'activation', 'again', 'sending', 'not_sent')`
    expect(await check('exclusive')).toMatchObject({ status: 'succeeded' })
  })
})

async function buyOne(accountMode: 'shared' | 'exclusive') {
  const { database, provider: emulated, emulator } = stage
  const client = createClient({ provider: emulated, store: createIntentStore(database), accountMode })
  const [order] = emulator.catalog.countries.flatMap(({ id: country }) =>
    emulator.catalog.offersOf(country).flatMap(({ service, stock }) => (stock > 0 ? [{ service, country }] : [])),
  )
  const { id } = await client.activations.buy({
    service: { nativeId: order?.service ?? '' },
    country: { nativeId: order?.country ?? '' },
  })
  return id
}

describe('a number on the account', () => {
  it('that lives and was bought is no stranger', async () => {
    await buyOne('exclusive')
    expect(await check('exclusive', { of: stage.provider })).toMatchObject({
      status: 'succeeded',
      details: { unattributed: [] },
    })
  })

  it('whose purchase is confirmed while it is looked for is none, either', async () => {
    const { provider: emulated, database } = stage
    const id = await buyOne('exclusive')
    await database.sql`update onesms.purchase_intents set state = 'sending', activation_id = null`
    const other = await database.sql.reserve()
    const list = async () => {
      const listed = (await emulated.activations.list?.({})) ?? []
      // Whether anything is open is answered after the confirmation, of which whoever looked for owners before knows nothing.
      await other`begin`
      await other`lock table onesms.audit in access exclusive mode`
      return listed
    }
    const of = { ...emulated, activations: { ...emulated.activations, list } }
    const checking = check('exclusive', { of })
    await until('it waits', async () => {
      const [row] = await database.sql`
        select from pg_locks where relation = 'onesms.audit'::regclass and mode = 'AccessShareLock' and not granted`
      return row !== undefined
    })
    await other`update onesms.purchase_intents set state = 'confirmed', activation_id = ${id}`
    await other`commit`
    other.release()
    expect(await checking).toMatchObject({ details: { unattributed: [] } })
  })
})

describe('D35 a number whose purchase the database lost', () => {
  /** The database fails over to a copy that lacks the last purchase. */
  async function loseOne(accountMode: 'shared' | 'exclusive') {
    const { database } = stage
    const id = await buyOne(accountMode)
    await database.sql`delete from onesms.activations`
    await database.sql`delete from onesms.purchase_intents`
    return id
  }
  const states = () => stage.emulator.ledger.activations().map(({ status }) => status)

  it('shows as unattributed on a shared account, and nobody gives it back', async () => {
    const id = await loseOne('shared')
    const result = await check('shared', { of: stage.provider })
    expect(result).toMatchObject({
      status: 'succeeded',
      reason: expect.stringContaining(`unattributed: 1 numbers on the account belong to no purchase: ${id}`),
      details: { unattributed: [id], unattributed_count: 1 },
    })
    expect(states()).toEqual(['waiting'])
    expect(stage.emulator.ledger.count('setStatus')).toBe(0)
  })

  it('is a finding on an account of our own', async () => {
    const id = await loseOne('exclusive')
    expect(await check('exclusive', { of: stage.provider })).toMatchObject({
      status: 'rejected',
      details: { guard: 'unattributed', unattributed: [id] },
    })
    expect(stage.emulator.ledger.count('setStatus')).toBe(0)
  })

  it('is taken there for one that nobody waits for, once something is bought: it is given back', async () => {
    const id = await loseOne('exclusive')
    const { provider, database, emulator } = stage
    const clock = new FakeClock(Date.now())
    const store = createIntentStore(database)
    const client = createClient({ provider, store, clock, accountMode: 'exclusive' })
    const unwanted: string[] = []
    client.on('purchase:unwanted', ({ snapshot }) => unwanted.push(snapshot.id))
    const [order] = emulator.ledger.activations()
    await client.activations.buy({
      service: { nativeId: order?.service ?? '' },
      country: { nativeId: order?.country ?? '' },
    })
    await until('it is given back', async () => {
      await clock.advance(5_000)
      return emulator.ledger.count('setStatus') > 0
    })
    expect(unwanted).toEqual([id])
  })
})
