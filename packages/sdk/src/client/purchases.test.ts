import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import '../__fixtures__/loaded.ts'
import { heroSms } from '../providers/hero-sms/index.ts'
import { openFileStore } from '../purchase/file-store/index.ts'
import { createMemoryStore } from '../purchase/memory-store.ts'
import { PurchaseUnknownError } from '../purchase/unknown-error.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { createHandlerApiEmulator } from '../testing/index.ts'
import { type Client, createClient } from './create-client.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HORIZON = 110 * SECOND
const KEY = { idempotencyKey: 'order 7' }

/** An account that others may use too, and clients over it, one after the other. */
function sharedAccount() {
  const clock = new FakeClock(Date.now())
  const emulator = createHandlerApiEmulator({
    dialect: 'hero-sms',
    clock,
    size: { services: 2, countries: 1 },
    autoSms: false,
    magicServices: true,
  })
  const { apiKey, fetch } = emulator
  const country = { nativeId: String(emulator.catalog.countries[0]?.id) }
  const open = (store = createMemoryStore({ clock })) =>
    createClient({ provider: heroSms({ apiKey, fetch, requestsPerSecond: 10_000 }), clock, store })
  const buy = (client: Client) => client.activations.buy({ service: { nativeId: 'mute' }, country }, KEY)

  async function pass(client: Client, ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 500) {
      await clock.advance(500)
      for (let turn = 0; turn < 20; turn += 1) await new Promise(resolve => setImmediate(resolve))
      await client.purchases.open() // has waited for what the store had to write
    }
  }
  /** Buys, and the answer is lost on its way. */
  async function lose(client: Client, kind: 'commit-then-cut' | 'cut-before-commit'): Promise<PurchaseUnknownError> {
    emulator.faults.inject({ kind, times: 1 })
    const error = await buy(client).catch((reason: unknown) => reason)
    if (!(error instanceof PurchaseUnknownError)) throw error
    return error
  }
  /** An answer is lost, the number is seen, gets its SMS, and ends unheard: it is charged. */
  async function loseForGood(client: Client): Promise<{ readonly intentId: string; readonly id: string }> {
    const { intentId } = await lose(client, 'commit-then-cut')
    const [sold] = emulator.ledger.activations()
    await pass(client, MINUTE)
    emulator.sms(sold?.id ?? '', { text: 'Your code is 123456', code: '123456' })
    await pass(client, 25 * MINUTE)
    const [ended] = emulator.ledger.activations()
    expect(Number(ended?.charged)).toBeGreaterThan(0)
    expect(ended?.status).not.toMatch(/waiting|received/)
    return { intentId, id: `hero-sms:${sold?.id}` }
  }
  return { clock, emulator, open, buy, pass, lose, loseForGood }
}

describe('P39 on a shared account, a purchase whose number was seen and has ended', () => {
  it('stays unknown with that number, and reconcile() says so at once', async () => {
    const { open, loseForGood, emulator } = sharedAccount()
    const client = open()
    const { intentId, id } = await loseForGood(client)
    const [purchase, ...others] = await client.purchases.open()
    expect(others).toEqual([])
    expect(purchase).toMatchObject({ id: intentId, state: 'unknown', flags: ['left_to_people'] })
    expect(purchase?.candidates).toMatchObject([{ id, messages: [], service: { nativeId: 'mute' } }])
    expect(purchase?.candidates[0]?.phone).toMatch(/^\+\d+$/)
    const again = await client.purchases.reconcile(intentId).catch((reason: unknown) => reason) // no time passes
    expect(again).toMatchObject({ code: 'purchase_unknown', intentId, candidates: [{ id }] })
    expect(emulator.ledger.count('getNumberV2')).toBe(1)
  })

  it('reconcile() ends at the horizon, when the number is seen still', async () => {
    const { open, lose, pass } = sharedAccount()
    const client = open()
    const error = await lose(client, 'commit-then-cut')
    let ended: unknown = null
    error.reconcile().then(
      number => {
        ended = number
      },
      reason => {
        ended = reason
      },
    )
    await pass(client, HORIZON - SECOND)
    expect(ended).toBeNull()
    await pass(client, 6 * SECOND)
    expect(ended).toMatchObject({ code: 'purchase_unknown', candidates: [{ provider: 'hero-sms' }] })
  })

  it('can be given that number by hand, though the provider does not tell it any more', async () => {
    const { open, buy, loseForGood } = sharedAccount()
    const client = open()
    const { intentId, id } = await loseForGood(client)
    expect(await client.purchases.resolve(intentId, id)).toMatchObject({ id })
    expect(await client.purchases.get(intentId)).toMatchObject({ state: 'confirmed', activationId: id })
    expect(await client.purchases.open()).toEqual([])
    expect((await buy(client)).id).toBe(id)
    await expect(client.purchases.resolve(intentId, 'none')).rejects.toMatchObject({ code: 'invalid_transition' })
  })

  it('can be closed by hand', async () => {
    const { open, buy, loseForGood } = sharedAccount()
    const client = open()
    const { intentId } = await loseForGood(client)
    expect(await client.purchases.resolve(intentId, 'none')).toBeNull()
    expect(await client.purchases.reconcile(intentId)).toBeNull()
    expect(await client.purchases.get(intentId)).toMatchObject({ state: 'not_purchased' })
    await expect(buy(client)).rejects.toMatchObject({ code: 'provider_unavailable', rejected: true })
  })

  it('lets others of its kind pass soon after the horizon', async () => {
    const { open, loseForGood, emulator } = sharedAccount()
    const client = open()
    await loseForGood(client)
    const country = { nativeId: String(emulator.catalog.countries[0]?.id) }
    const other = await client.activations.buy({ service: { nativeId: 'mute' }, country })
    expect(other.status).toBe('waiting')
    expect(await client.purchases.open()).toMatchObject([{ state: 'unknown', candidates: [{}] }])
  })
})

it('P02 P39 one of which nothing was ever seen is closed at the horizon, also on a shared account', async () => {
  const { open, lose, pass } = sharedAccount()
  const client = open()
  const error = await lose(client, 'cut-before-commit')
  await pass(client, HORIZON - SECOND)
  expect(await client.purchases.open()).toMatchObject([{ state: 'unknown', candidates: [] }])
  await pass(client, 6 * SECOND)
  expect(await error.reconcile()).toBeNull()
  expect(await client.purchases.get(error.intentId)).toMatchObject({ state: 'not_purchased', candidates: [] })
})

describe('P39 the same over a restart, with a file', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'onesms-shared-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('what was seen before is not forgotten, whenever the process ended', async () => {
    const { clock, open, buy, lose, pass, emulator } = sharedAccount()
    const path = join(folder, 'purchases.jsonl')
    const first = await openFileStore(path, { clock })
    const before = open(first)
    const { intentId } = await lose(before, 'commit-then-cut')
    await pass(before, 15 * SECOND)
    expect(await before.purchases.open()).toMatchObject([{ state: 'unknown', flags: [], candidates: [{}] }])
    await before.close()
    await first.close()
    await clock.advance(25 * MINUTE) // nobody looks, and the number ends

    const second = await openFileStore(path, { clock })
    const client = open(second)
    await pass(client, 5 * MINUTE)
    const id = `hero-sms:${emulator.ledger.activations()[0]?.id}`
    const shown = { state: 'unknown', candidates: [{ id, price: { currency: 'USD' } }] }
    expect(await client.purchases.open()).toMatchObject([{ id: intentId, flags: ['left_to_people'], ...shown }])
    const [candidate] = (await client.purchases.get(intentId)).candidates
    expect(candidate?.createdAt).toBeInstanceOf(Date)
    expect(candidate?.observedAt.getTime()).toBeLessThan(clock.now() - 25 * MINUTE)
    await expect(buy(client)).rejects.toMatchObject({ code: 'purchase_unknown', candidates: [{ id }] })
    await expect(client.purchases.reconcile(intentId)).rejects.toMatchObject({ candidates: [{ id }] })
    expect(await client.purchases.resolve(intentId, id)).toMatchObject({ id })
    await client.close()
    await second.close()
  })
})
