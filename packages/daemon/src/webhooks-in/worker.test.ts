import { createHash } from 'node:crypto'
import { createClient } from '@onesms/sdk'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Account } from '../accounts/accounts.ts'
import { writeBought } from '../tracking/__fixtures__/bought.ts'
import { openTrackingStage, type TrackingProcess, type TrackingStage } from '../tracking/__fixtures__/stage.ts'
import { type CallOutcome, storeCall } from './inbox.ts'
import { createWebhookWorker, type WebhookWorker } from './worker.ts'

let stage: TrackingStage
let buyer: TrackingProcess
/** Which looks into calls. */
let other: TrackingProcess
let worker: WebhookWorker
let handled: CallOutcome[]
beforeAll(async () => {
  stage = await openTrackingStage()
})
beforeEach(async () => {
  await stage.database.clear()
  stage.errors.length = 0
  buyer = stage.open('buyer')
  other = stage.open('worker')
  worker = start(other, 'worker')
})
afterEach(async () => {
  await worker.stop()
  await Promise.all([buyer.close(), other.close()])
})
afterAll(() => stage?.close())

function start({ database, client }: TrackingProcess, holder: string, ...others: readonly Account[]): WebhookWorker {
  handled = []
  const accounts = [{ id: client.provider.id, provider: client.provider, client }, ...others]
  const made = createWebhookWorker({
    database,
    holder,
    clock: stage.clock,
    accounts: new Map(accounts.map(account => [account.id, account])),
    onError: error => stage.errors.push(error),
    onHandled: (_, outcome) => handled.push(outcome),
  })
  made.start()
  return made
}

/** What HeroSMS says, or whoever knows its language. */
const bodyOf = (id: string, code: string) =>
  JSON.stringify({ activationId: Number(id.split(':')[1]), text: `Your code is ${code}`, code, receivedAt: null })
const call = (body: string, account = 'hero-sms') =>
  storeCall(stage.database, {
    account,
    fingerprint: createHash('sha256').update(body).digest('hex'),
    headers: {},
    body,
  })
/** Looks at one number. */
const looksAt = (id: string) =>
  stage.emulator.ledger
    .requests()
    .filter(({ action, params }) => /^getStatus/.test(action) && id.endsWith(`:${params['id']}`)).length
const outcome = (count = 1) => stage.until(`${count} outcomes`, () => handled.length >= count && handled)
/** All that is known of the numbers, to the last column. */
const everything = async () => {
  const { sql } = stage.database
  return JSON.stringify([
    await sql`select * from onesms.activations order by id`,
    await sql`select * from onesms.messages order by activation_id, id`,
    await sql`select * from onesms.activation_events order by id`,
    await sql`select * from onesms.outbox order by id`,
  ])
}
/** What is parked is due. */
const hasten = () => stage.database.sql`update onesms.webhook_inbox set next_attempt_at = clock_timestamp()`

describe('a call of a provider', () => {
  it('brings what it tells of, by a look: also where another process bought the number, and another follows it', async () => {
    const id = await buyer.buy()
    stage.emulator.sms(id, { text: 'Your code is 4711' })
    await call(bodyOf(id, '4711'))
    worker.wake()
    expect(await outcome()).toEqual(['looked'])
    const row = await stage.until('the SMS', async () => {
      const found = await stage.row(id)
      return found?.snapshot.messages.length ? found : null
    })
    expect(row.snapshot).toMatchObject({ status: 'received', messages: [{ code: '4711' }] })
    expect(await stage.events(id)).toContain('message')
    expect(stage.errors).toEqual([])
  })

  it('T09 that is forged changes no row and is no event, and costs one look', async () => {
    const id = await buyer.buy()
    const rows = await everything()
    await call(bodyOf(id, '666666'))
    worker.wake()
    expect(await outcome()).toEqual(['looked'])
    await stage.clock.advance(3_000)
    expect(looksAt(id)).toBe(1)
    expect(await everything()).toBe(rows)
  })

  it('T09 a flood of forgeries costs no more than the pace of the provider allows', async () => {
    const id = await buyer.buy()
    for (let count = 0; count < 60; count += 1) await call(bodyOf(id, String(100_000 + count)))
    worker.wake()
    const began = stage.clock.now()
    await outcome(60)
    const seconds = (stage.clock.now() - began) / 1_000
    expect(looksAt(id)).toBeLessThanOrEqual(1 + Math.ceil(seconds / 5))
  })

  it('T10 that comes again once it was looked into is one event still', async () => {
    const id = await buyer.buy()
    stage.emulator.sms(id, { text: 'Your code is 4711' })
    for (const count of [1, 2]) {
      await call(bodyOf(id, '4711'))
      worker.wake()
      await outcome(count)
    }
    await stage.until('the SMS', async () => (await stage.events(id)).includes('message'))
    await stage.clock.advance(10_000)
    expect((await stage.events(id)).filter(type => type === 'message')).toHaveLength(1)
  })

  it('D37 that comes before the purchase is written down waits for it', async () => {
    const { provider } = buyer.client
    const early = createClient({ provider, clock: stage.clock })
    const activation = await early.activations.buy({
      service: { nativeId: 'mute' },
      country: { nativeId: String(stage.emulator.catalog.countries[0]?.id) },
    })
    stage.emulator.sms(activation.id, { text: 'Your code is 1234' })
    await call(bodyOf(activation.id, '1234'))
    worker.wake()
    await stage.until('the first look', async () => (await attempts()) > 0)
    expect([handled, looksAt(activation.id)]).toEqual([[], 0])
    await writeBought(stage.database, [activation.snapshot])
    await stage.until('the second look', async () => {
      await hasten()
      return handled.length > 0
    })
    expect(handled).toEqual(['looked'])
    await stage.until('the SMS', async () => (await stage.row(activation.id))?.snapshot.messages.length)
    await early.close()
  })

  it('D37 about what nobody here ever bought asks nobody, and is closed in the end', async () => {
    const id = 'hero-sms:999999'
    await call(bodyOf(id, '1234'))
    worker.wake()
    await stage.until('the end', async () => {
      await hasten()
      return handled.length > 0
    })
    expect(handled).toEqual(['unmatched'])
    expect(looksAt(id)).toBe(0)
    const [row] = await stage.database.sql`select attempts, outcome, body from onesms.webhook_inbox`
    expect(row).toEqual({ attempts: 11, outcome: 'unmatched', body: '' })
  })

  it('about a number that is over asks nobody', async () => {
    const id = await buyer.buy()
    await stage.database.sql`update onesms.activations set ended_at = clock_timestamp() where id = ${id}`
    await call(bodyOf(id, '1'))
    worker.wake()
    expect(await outcome()).toEqual(['over'])
    expect(looksAt(id)).toBe(0)
  })

  it('that is no call of the provider is put away, and one that came to an account that is gone in the end', async () => {
    await call('not json')
    worker.wake()
    expect(await outcome()).toEqual(['unreadable'])
    await call(bodyOf('gone:1', '1'), 'gone')
    worker.wake()
    await stage.until('a look', async () => (await attempts()) > 0)
    expect(handled).toEqual(['unreadable'])
  })

  it('of a provider that does not answer holds up nobody else', async () => {
    await worker.stop()
    const id = await buyer.buy()
    let answer: (notices: []) => void = () => {}
    const receive = () => new Promise<[]>(resolve => (answer = resolve))
    const provider = { ...other.client.provider, id: 'silent', webhooks: { receive } }
    const silent = createClient({ provider, clock: stage.clock })
    await call(bodyOf('silent:1', '1'), 'silent')
    worker = start(other, 'worker', { id: 'silent', provider, client: silent })
    await stage.until('a look', async () => (await attempts()) > 0)
    await call(bodyOf(id, '1'))
    worker.wake()
    expect(await outcome()).toEqual(['looked'])
    answer([])
    await silent.close()
  })

  it('is taken up by the next process where one stops', async () => {
    await worker.stop()
    const id = await buyer.buy()
    await call(bodyOf(id, '1'))
    worker = start(stage.open('next'), 'next')
    expect(await outcome()).toEqual(['looked'])
  })
})

const attempts = async () => {
  const [row] = await stage.database.sql<{ attempts: number }[]>`
    select max(attempts) as attempts from onesms.webhook_inbox where handled_at is null`
  return row?.attempts ?? 0
}
