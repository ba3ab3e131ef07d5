import { describe, expect, it } from 'vitest'
import { ConfigurationError } from '../errors/access.ts'
import { OutOfStockError } from '../errors/catalog.ts'
import { IdempotencyConflictError, PriceCapError, PurchaseHeldError, PurchaseNotSentError } from '../errors/purchase.ts'
import { createScene, HORIZON, silence, TELEGRAM } from './__fixtures__/scene.ts'
import { PurchaseUnknownError } from './unknown-error.ts'

describe('buying', () => {
  it('writes the intent down, sends once, and answers the number', async () => {
    const { purchases, account } = createScene()
    const { intent, snapshot, durable } = await purchases.buy(TELEGRAM)
    expect(account.wire).toEqual([{ ...TELEGRAM, intentId: intent.id }])
    expect(durable).toBe(true)
    expect(await purchases.get(intent.id)).toMatchObject({ state: 'confirmed', activationId: snapshot.id, flags: [] })
    expect(await purchases.snapshotOf(snapshot.id)).toEqual(snapshot)
    expect(await purchases.open()).toEqual([])
    await purchases.close()
  })

  it('refuses a word that nobody reads before anything is written, and names the one that was meant', async () => {
    const { purchases, account } = createScene()
    const request = { ...TELEGRAM, maxprice: '0.10' }
    const error = await purchases.buy(request).catch(error => error)
    expect(error).toBeInstanceOf(ConfigurationError)
    expect(error.message).toBe('a request has no "maxprice"\nDid you mean maxPrice?')
    expect(account.wire).toEqual([])
    await purchases.close()
  })

  it('refuses an option that nobody reads before anything is written', async () => {
    const { purchases, account } = createScene()
    const options = { idempotencykey: 'order-17' }
    await expect(purchases.buy(TELEGRAM, options as never)).rejects.toThrow('Did you mean idempotencyKey?')
    expect(account.wire).toEqual([])
    await purchases.close()
  })

  it.each([
    [undefined, 'a request is no object'],
    [{ service: 'telegram' }, 'a request needs a country'],
    [{ country: 'GB' }, 'a request needs a service'],
  ])('refuses %j before anything is written', async (request, message) => {
    const { purchases, account } = createScene()
    await expect(purchases.buy(request as never)).rejects.toThrow(message)
    expect(account.wire).toEqual([])
    await purchases.close()
  })

  it.each(['', '0', '-1', '1,20', 'NaN', '1e2', '0.1234565'])(
    'refuses %j as a cap before anything is written',
    async maxPrice => {
      const { purchases, account, store } = createScene()
      await expect(purchases.buy({ ...TELEGRAM, maxPrice })).rejects.toThrow(ConfigurationError)
      expect(account.wire).toEqual([])
      expect(await store.list('made-up', 'open')).toEqual([])
    },
  )

  it('refuses an idempotency key that cannot be one, and buys nothing once closed', async () => {
    const { purchases, account } = createScene()
    await expect(purchases.buy(TELEGRAM, { idempotencyKey: '' })).rejects.toThrow(ConfigurationError)
    await expect(purchases.buy(TELEGRAM, { idempotencyKey: 'a\nb' })).rejects.toThrow(ConfigurationError)
    await purchases.close()
    await expect(purchases.buy(TELEGRAM)).rejects.toThrow('closed')
    expect(account.wire).toEqual([])
  })

  it('P18 throws the refusal of the provider as it is, and remembers it', async () => {
    const { purchases, account, events } = createScene()
    const refusal = new OutOfStockError('NO_NUMBERS', { rejected: true })
    account.answers.push(() => Promise.reject(refusal))
    await expect(purchases.buy(TELEGRAM, { idempotencyKey: 'k' })).rejects.toBe(refusal)
    const again = await purchases.buy(TELEGRAM, { idempotencyKey: 'k' }).catch(error => error)
    expect(again).toBeInstanceOf(OutOfStockError)
    expect(again).toMatchObject({ message: 'NO_NUMBERS', rejected: true })
    expect(account.wire).toHaveLength(1)
    expect(events).toEqual([])
  })

  it('P26 the same key twice at once is one request and one result', async () => {
    const { purchases, account } = createScene()
    const [one, other] = await Promise.all([
      purchases.buy(TELEGRAM, { idempotencyKey: 'k' }),
      purchases.buy(TELEGRAM, { idempotencyKey: 'k' }),
    ])
    expect(other).toBe(one)
    expect(account.wire).toHaveLength(1)
    await purchases.close()
  })

  it('P27 the same key for something else is a conflict, at once and later', async () => {
    const { purchases, account } = createScene()
    const first = purchases.buy(TELEGRAM, { idempotencyKey: 'k' })
    const other = { ...TELEGRAM, service: 'whatsapp' }
    await expect(purchases.buy(other, { idempotencyKey: 'k' })).rejects.toThrow(IdempotencyConflictError)
    await first
    await expect(purchases.buy(other, { idempotencyKey: 'k' })).rejects.toThrow(IdempotencyConflictError)
    const capped = { ...TELEGRAM, maxPrice: '1' }
    await expect(purchases.buy(capped, { idempotencyKey: 'k' })).rejects.toThrow(IdempotencyConflictError)
    expect(account.wire).toHaveLength(1)
    await purchases.close()
  })

  it('P28 the same key after a restart answers from the ledger', async () => {
    const before = createScene()
    const { snapshot } = await before.purchases.buy(TELEGRAM, { idempotencyKey: 'k' })
    const after = createScene({ after: before })
    const again = await after.purchases.buy(TELEGRAM, { idempotencyKey: 'k' })
    expect(again.snapshot).toEqual(snapshot)
    expect(before.account.wire).toHaveLength(1)
    await Promise.all([before.purchases.close(), after.purchases.close()])
  })

  it('P28 a purchase that is still on its way when its process is restarted is not sent again', async () => {
    const before = createScene()
    before.account.answers.push(silence)
    before.purchases.buy(TELEGRAM, { idempotencyKey: 'k' }).catch(() => {})
    await before.clock.advance(0)
    const after = createScene({ after: before })
    await expect(after.purchases.buy(TELEGRAM, { idempotencyKey: 'k' })).rejects.toThrow(PurchaseUnknownError)
    expect(before.account.wire).toHaveLength(1)
  })

  it('P04 what was proven not to have been sent is sent again at most twice', async () => {
    const { purchases, account, clock } = createScene()
    const refused = async () => Promise.reject(new PurchaseNotSentError('refused'))
    account.answers.push(refused, refused)
    const bought = purchases.buy(TELEGRAM)
    await clock.advance(2_000)
    const { intent } = await bought
    expect(account.wire.map(({ intentId }) => intentId)).toEqual([intent.id, intent.id, intent.id])

    account.answers.push(refused, refused, refused, refused)
    const failed = purchases.buy(TELEGRAM, { idempotencyKey: 'k' }).catch(error => error)
    await clock.advance(2_000)
    expect(await failed).toBeInstanceOf(PurchaseNotSentError)
    expect(account.wire).toHaveLength(6)
    account.answers.length = 0
    expect(await purchases.buy(TELEGRAM, { idempotencyKey: 'k' })).toMatchObject({ durable: true }) // nothing had been sent
    await purchases.close()
  })

  it('P25 an unknown outcome is one request, and says do not buy again', async () => {
    const { purchases, account, clock } = createScene()
    account.answers.push(silence)
    const outcome = purchases.buy(TELEGRAM).catch(error => error)
    await clock.advance(30_000)
    const error = await outcome
    expect(error).toBeInstanceOf(PurchaseUnknownError)
    expect(error).toMatchObject({ retryable: false, rejected: false, candidates: [] })
    expect(error.message).toContain('Do not buy again')
    expect(JSON.stringify(error)).toContain(error.intentId)
    await clock.advance(20_000)
    expect(account.wire).toHaveLength(1)
    await purchases.close()
  })
})

describe('the gate', () => {
  it('holds others of the kind while one is unknown, and lets other kinds pass', async () => {
    const { purchases, account, clock } = createScene()
    account.answers.push(silence)
    const unknown = purchases.buy({ ...TELEGRAM, operator: 'ee' }).catch(error => error)
    await clock.advance(30_000)
    const { intentId } = await unknown
    await purchases.buy({ ...TELEGRAM, service: 'whatsapp' })
    await purchases.buy({ ...TELEGRAM, operator: 'o2' })
    const held = purchases.buy(TELEGRAM, { idempotencyKey: 'k' }).catch(error => error)
    await clock.advance(10_000)
    expect(await held).toBeInstanceOf(PurchaseHeldError)
    expect(await held).toMatchObject({ intentId })
    expect(account.wire).toHaveLength(3)
    await clock.advance(HORIZON)
    await purchases.buy(TELEGRAM, { idempotencyKey: 'k' })
    expect(account.wire).toHaveLength(4)
    await purchases.close()
  })

  it('lets a waiting one go as soon as the unknown one is cleared up', async () => {
    const { purchases, account, clock } = createScene()
    account.answers.push(silence)
    const unknown = purchases.buy(TELEGRAM).catch(error => error)
    await clock.advance(30_000)
    await unknown
    account.sell()
    const waiting = purchases.buy(TELEGRAM)
    await clock.advance(10_000)
    await waiting
    expect(account.wire).toHaveLength(2)
    await purchases.close()
  })
})

describe('the price', () => {
  it('P22 a cap that the provider does not hold is held by us, before', async () => {
    const { purchases, account, store } = createScene({ traits: { priceCap: false } })
    const error = await purchases.buy({ ...TELEGRAM, maxPrice: '0.20' }).catch(error => error)
    expect(error).toBeInstanceOf(PriceCapError)
    expect(error).toMatchObject({ lowestPrice: { amount: '0.25', currency: 'USD' }, activationId: null })
    expect(account.wire).toEqual([])
    expect(await store.list('made-up', 'open')).toEqual([])
    await purchases.buy({ ...TELEGRAM, maxPrice: '0.250' })
    expect(account.wire).toMatchObject([{ maxPrice: '0.25' }])
    await purchases.close()
  })

  it('P22 and after: what was charged above the cap is kept in the ledger and given back', async () => {
    const { purchases, account, heard } = createScene()
    account.answers.push(async () => account.sell('telegram', { price: { amount: '0.31', currency: 'USD' } }))
    const error = await purchases.buy({ ...TELEGRAM, maxPrice: '0.30' }).catch(error => error)
    expect(error).toBeInstanceOf(PriceCapError)
    expect(error.activationId).toBe('made-up:4711')
    expect(heard('purchase:unwanted')).toBe(1)
    expect(await purchases.snapshotOf('made-up:4711')).toMatchObject({ price: { amount: '0.31' } })
    await purchases.close()
  })

  it.each([null, { amount: '0.10', currency: 'RUB' }])('P23 a price of %j is untold, never 0', async price => {
    const { purchases, account } = createScene()
    account.answers.push(async () => account.sell('telegram', { price }))
    const { intent, snapshot } = await purchases.buy({ ...TELEGRAM, maxPrice: '0.30' })
    expect(intent.flags).toEqual(['price_untold'])
    expect(snapshot.price).toEqual(price)
    await purchases.close()
  })
})
