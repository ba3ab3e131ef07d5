import { describe, expect, it, vi } from 'vitest'
import { virtualClient } from '../client/__fixtures__/client.ts'
import { InvalidTransitionError, TooEarlyToCancelError } from '../errors/activation.ts'
import { ProviderUnavailableError, RateLimitError } from '../errors/transport.ts'

const down = () => new ProviderUnavailableError('down', { provider: 'virtual' })
const WINDOW = 120_000

describe('cancel()', () => {
  it('P41: waits until the provider takes it back, looks, and gives it back', async () => {
    const { buy, clock, vendor } = virtualClient()
    const activation = await buy()
    const cancelled = activation.cancel()
    await clock.advance(WINDOW - 1)
    expect(vendor.callsOf('fetch')).toEqual([])
    await clock.advance(1)
    expect(await cancelled).toMatchObject({ status: 'cancelled', reason: 'user', refund: 'confirmed' })
    expect(vendor.calls.map(({ command }) => command)).toEqual(['purchase', 'fetch', 'cancel'])
    expect(clock.sleeping).toBe(0)
  })

  it('P41: the provider says "early" all the same: not more often than every 5 s, at the time it names', async () => {
    const { buy, clock, vendor } = virtualClient()
    const activation = await buy()
    const cancelled = activation.cancel()
    const later = new Date(clock.now() + 180_000)
    vendor.failNext('cancel', new TooEarlyToCancelError('EARLY_CANCEL_DENIED'))
    vendor.failNext('cancel', new TooEarlyToCancelError('EARLY_CANCEL_DENIED', { cancellableAt: later }))
    await clock.advance(200_000)
    expect(await cancelled).toMatchObject({ status: 'cancelled' })
    expect(vendor.callsOf('cancel').map(({ at }) => at)).toEqual([120_000, 125_000, 180_000])
  })

  it('P41: the provider names the age a number must have, and counts it from a little later than we do', async () => {
    const { buy, clock, vendor } = virtualClient()
    const cancelled = (await buy()).cancel()
    await clock.advance(WINDOW - 1)
    const [minimumAge, latest] = [WINDOW, new Date(clock.now() + WINDOW)]
    vendor.failNext('cancel', new TooEarlyToCancelError('EARLY_CANCEL_DENIED', { cancellableAt: latest, minimumAge }))
    await clock.advance(10_000)
    expect(await cancelled).toMatchObject({ status: 'cancelled' })
    expect(vendor.callsOf('cancel').map(({ at }) => at)).toEqual([120_000, 125_000])
  })

  it('P41: the provider names a greater age than we knew of', async () => {
    const { buy, clock, vendor } = virtualClient()
    const cancelled = (await buy()).cancel()
    vendor.failNext('cancel', new TooEarlyToCancelError('EARLY_CANCEL_DENIED', { minimumAge: 300_000 }))
    await clock.advance(300_000)
    expect(await cancelled).toMatchObject({ status: 'cancelled' })
    expect(vendor.callsOf('cancel').map(({ at }) => at)).toEqual([120_000, 300_000])
  })

  it('with wait: false says from when on', async () => {
    const { buy, clock, vendor } = virtualClient()
    const activation = await buy()
    const error = await activation.cancel({ wait: false }).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(TooEarlyToCancelError)
    expect(error).toMatchObject({ cancellableAt: new Date(clock.now() + WINDOW) })
    expect(vendor.calls).toHaveLength(1)
    await clock.advance(WINDOW)
    expect(await activation.cancel({ wait: false })).toMatchObject({ status: 'cancelled' })
  })

  it('P42: after the SMS came it stays received and charged, and the caller is told', async () => {
    const { buy, vendor } = virtualClient()
    const activation = await buy()
    vendor.sms(activation.id, { code: '1234' })
    await activation.refresh()
    expect(await activation.cancel()).toMatchObject({ status: 'received', refund: 'none' })
    expect(vendor.callsOf('cancel')).toEqual([])
  })

  it('P42: an SMS that comes while it waits is found before anything is sent', async () => {
    const { buy, clock, vendor } = virtualClient()
    const activation = await buy()
    const cancelled = activation.cancel()
    vendor.sms(activation.id, { code: '1234' })
    await clock.advance(WINDOW)
    expect(await cancelled).toMatchObject({ status: 'received', refund: 'none', messages: [{ code: '1234' }] })
    expect(vendor.callsOf('cancel')).toEqual([])
  })

  it('P42: an SMS that comes to somebody who waits beside it ends the waiting', async () => {
    const { buy, clock, vendor } = virtualClient()
    const activation = await buy()
    const [cancelled, code] = [activation.cancel(), activation.waitForCode()]
    vendor.sms(activation.id, { code: '1234' })
    await clock.advance(6_000)
    expect(await code).toBe('1234')
    expect(await cancelled).toMatchObject({ status: 'received' })
    expect(clock.sleeping).toBe(0)
  })

  it('P42: an SMS between the look and the cancel: the refusal is looked into', async () => {
    const { buy, clock, vendor } = virtualClient()
    const activation = await buy()
    const cancelled = activation.cancel()
    vendor.failNext('cancel', new InvalidTransitionError('BAD_STATUS'))
    await clock.advance(WINDOW)
    vendor.sms(activation.id, { code: '1234' })
    await clock.advance(5_000)
    expect(await cancelled).toMatchObject({ status: 'received' })
  })

  it('P40: the answer is lost: the state is read, and is cancelled by us', async () => {
    const { buy, clock, vendor } = virtualClient()
    const activation = await buy()
    const cancelled = activation.cancel()
    vendor.loseAnswer('cancel', down())
    await clock.advance(WINDOW + 5_000)
    expect(await cancelled).toMatchObject({ status: 'cancelled', reason: 'user', refund: 'expected' })
    expect(vendor.callsOf('cancel')).toHaveLength(1)
  })

  it('P40: the request is lost: nothing moves before the provider says so, and it is sent again', async () => {
    const { buy, clock, vendor } = virtualClient()
    const activation = await buy()
    const cancelled = activation.cancel()
    vendor.failNext('cancel', down())
    await clock.advance(WINDOW)
    expect(activation.status).toBe('waiting')
    await clock.advance(5_000)
    expect(await cancelled).toMatchObject({ status: 'cancelled', refund: 'confirmed' })
    expect(vendor.callsOf('cancel')).toHaveLength(2)
  })

  it('P40: gives up after three attempts, with the error of the provider, and may be called again', async () => {
    const { buy, clock, vendor } = virtualClient()
    const activation = await buy()
    const cancelled = activation.cancel().catch((error: unknown) => error)
    for (let count = 0; count < 3; count += 1)
      vendor.failNext('cancel', new RateLimitError('slow', { retryAfter: 20_000 }))
    await clock.advance(WINDOW + 60_000)
    expect(await cancelled).toBeInstanceOf(RateLimitError)
    expect(vendor.callsOf('cancel').map(({ at }) => at)).toEqual([120_000, 140_000, 160_000])
    expect(await activation.cancel()).toMatchObject({ status: 'cancelled' })
  })

  it('a cancellation that was refused is not the reason when the provider ends it later', async () => {
    const { buy, clock, vendor } = virtualClient({ traits: { cancelAfter: 0 } })
    const activation = await buy()
    vendor.failNext('cancel', new TooEarlyToCancelError('EARLY_CANCEL_DENIED'))
    await expect(activation.cancel({ wait: false })).rejects.toThrow(TooEarlyToCancelError)
    vendor.closeNumber(activation.id)
    await clock.advance(60_000)
    expect(await activation.refresh()).toMatchObject({ status: 'cancelled', reason: 'vendor' })
  })

  it('is idempotent, and refuses what ended otherwise', async () => {
    const { buy, clock, vendor } = virtualClient()
    const [cancelled, expired] = [await buy(), await buy()]
    await clock.advance(WINDOW)
    await cancelled.cancel()
    const before = vendor.calls.length
    expect(await cancelled.cancel()).toBe(cancelled.snapshot)
    expect(vendor.calls).toHaveLength(before)
    await clock.advance(1_200_000)
    await expired.refresh()
    expect(expired.status).toBe('expired')
    await expect(expired.cancel()).rejects.toThrow(InvalidTransitionError)
  })
})

describe('complete(), retry() and cancel()', () => {
  it('P43: complete and cancel at once come to one end', async () => {
    const { buy, clock, vendor } = virtualClient({ traits: { cancelAfter: 0 } })
    const activation = await buy()
    const settled = vi.fn()
    activation.on('settled', settled)
    vendor.sms(activation.id, { code: '1234' }) // nobody has seen it yet
    const cancelled = activation.cancel()
    await activation.refresh()
    const [one, two] = await Promise.all([activation.complete(), activation.complete(), cancelled])
    expect([one, two, await activation.refresh()].map(({ status }) => status)).toEqual(Array(3).fill('completed'))
    expect(settled).toHaveBeenCalledOnce()
    await clock.advance(0)
    expect(vendor.callsOf('cancel')).toEqual([])
  })

  it('complete() asks for an SMS first, and refuses what ended otherwise', async () => {
    const { buy, clock } = virtualClient()
    const activation = await buy()
    await expect(activation.complete()).rejects.toThrow(InvalidTransitionError)
    await clock.advance(WINDOW)
    await activation.cancel()
    await expect(activation.complete()).rejects.toThrow(InvalidTransitionError)
    await expect(activation.retry()).rejects.toThrow(InvalidTransitionError)
  })

  it('complete() whose answer is lost looks whether it worked', async () => {
    const { buy, vendor } = virtualClient()
    const activation = await buy()
    vendor.sms(activation.id, { code: '1234' })
    await activation.refresh()
    vendor.failNext('complete', down())
    await expect(activation.complete()).rejects.toThrow(ProviderUnavailableError)
    vendor.loseAnswer('complete', down())
    expect(await activation.complete()).toMatchObject({ status: 'completed' })
    expect(await activation.complete()).toBe(activation.snapshot)
  })

  it('complete() has nothing to do where the provider closes by itself', async () => {
    const { buy, vendor } = virtualClient({ traits: { completion: 'implicit' } })
    const activation = await buy()
    expect(await activation.complete()).toMatchObject({ status: 'waiting' })
    expect(vendor.callsOf('complete')).toEqual([])
  })

  it('retry() is refused where the provider, or the number, has none; never sent twice', async () => {
    const none = await virtualClient({ traits: { retry: false } }).buy()
    await expect(none.retry()).rejects.toMatchObject({ code: 'capability' })
    const { buy, vendor } = virtualClient()
    const activation = await buy()
    await expect(activation.retry()).rejects.toThrow(InvalidTransitionError)
    vendor.sms(activation.id, { code: '1234' })
    await activation.refresh()
    await activation.retry()
    await activation.retry()
    expect(vendor.callsOf('retry')).toHaveLength(1)
    vendor.change(activation.id, { canRetry: false })
    vendor.sms(activation.id, { code: '5678' })
    await activation.refresh()
    await expect(activation.retry()).rejects.toThrow(InvalidTransitionError)
    await expect(activation.report('banned')).rejects.toMatchObject({ code: 'capability' })
  })
})

describe('a number nobody waits for', () => {
  it('is given back after its block was left, and close() waits for that', async () => {
    const { buy, clock, vendor, client } = virtualClient()
    {
      await using activation = await buy()
      expect(activation.status).toBe('waiting')
    }
    expect(vendor.callsOf('cancel')).toEqual([])
    const closed = vi.fn()
    const closing = client.close().then(closed)
    await clock.advance(WINDOW - 1)
    expect(closed).not.toHaveBeenCalled()
    await clock.advance(1)
    await closing
    expect(await client.activations.get('virtual:1')).toMatchObject({ status: 'cancelled' })
    expect(clock.sleeping).toBe(0)
  })

  it('is left alone when it has received an SMS, also one that comes later', async () => {
    const { buy, clock, vendor, client } = virtualClient()
    const [early, late] = [await buy(), await buy()]
    vendor.sms(early.id, { code: '1' })
    await early.refresh()
    await early[Symbol.asyncDispose]()
    await late[Symbol.asyncDispose]()
    vendor.sms(late.id, { code: '2' })
    const closing = client.close()
    await clock.advance(WINDOW)
    await closing
    expect(vendor.callsOf('cancel')).toEqual([])
    expect(late.snapshot).toMatchObject({ status: 'received', refund: 'none' })
  })

  it('is tried for until its time is over, however often that fails', async () => {
    const { buy, clock, vendor, client } = virtualClient()
    const activation = await buy()
    await activation[Symbol.asyncDispose]()
    for (let count = 0; count < 8; count += 1) vendor.failNext('fetch', down())
    await clock.advance(WINDOW + 8 * 60_000)
    await client.close()
    expect(activation.snapshot).toMatchObject({ status: 'cancelled', reason: 'user' })
  })

  it('is reported when nobody could be asked until its time was over', async () => {
    const { buy, clock, vendor, client } = virtualClient()
    const errors = vi.fn()
    client.on('error', errors)
    const activation = await buy()
    await activation[Symbol.asyncDispose]()
    for (let count = 0; count < 100; count += 1) vendor.failNext('fetch', down())
    await clock.advance(22 * 60_000)
    await client.close()
    expect(errors).toHaveBeenCalledExactlyOnceWith({
      error: expect.any(ProviderUnavailableError),
      activation,
      rental: null,
    })
  })
})
