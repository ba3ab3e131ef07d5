import { describe, expect, it } from 'vitest'
import { virtualClient } from '../client/__fixtures__/client.ts'
import { AuthenticationError } from '../errors/access.ts'
import { NotFoundError, WaitTimeoutError } from '../errors/activation.ts'
import { ProviderUnavailableError } from '../errors/transport.ts'
import { ActivationEndedError } from './ended-error.ts'

const down = () => new ProviderUnavailableError('down', { provider: 'virtual' })

/** What a promise came to, without waiting for it. */
function outcomeOf<T>(promise: Promise<T>) {
  const outcome: { value?: T; error?: unknown } = {}
  promise.then(
    value => Object.assign(outcome, { value }),
    (error: unknown) => Object.assign(outcome, { error }),
  )
  return outcome
}

describe('waiting', () => {
  it('answers what is there already, and asks nobody', async () => {
    const { buy, vendor, client } = virtualClient()
    const { id, ...activation } = await buy()
    vendor.sms(id, { code: '1234', text: 'code: 1234' })
    await activation.refresh()
    const before = vendor.calls.length
    expect(await activation.waitForCode()).toBe('1234')
    expect(await activation.waitForMessage()).toMatchObject({ text: 'code: 1234' })
    expect(vendor.calls).toHaveLength(before)
    expect(await client.activations.get(id)).toMatchObject({ status: 'received' })
  })

  it.each([1_000, null, { timeout: '10s' }, { timeout: -1 }, { timeout: Number.NaN }])(
    'refuses %j as options',
    async options => {
      const { buy } = virtualClient()
      const activation = await buy()
      await expect(activation.waitForCode(options as never)).rejects.toThrow(
        /^timeout .* is no length of time\nGive milli/,
      )
    },
  )

  it('waits on past an SMS without a code', async () => {
    const { buy, vendor, clock } = virtualClient()
    const activation = await buy()
    const [code, message] = [activation.waitForCode(), activation.waitForMessage()]
    vendor.sms(activation.id, { text: 'Welcome!' })
    await clock.advance(6_000)
    expect(await message).toMatchObject({ text: 'Welcome!', code: null })
    vendor.sms(activation.id, { code: '1234' })
    await clock.advance(6_000)
    expect(await code).toBe('1234')
  })

  it('waits for the next code after another SMS was asked for', async () => {
    const { buy, vendor, clock } = virtualClient()
    const activation = await buy()
    vendor.sms(activation.id, { code: '1234' })
    await activation.refresh()
    await activation.retry()
    expect(activation.status).toBe('retrying')
    const code = activation.waitForCode()
    await clock.advance(6_000) // the old code is still shown
    vendor.sms(activation.id, { code: '5678' })
    await clock.advance(6_000)
    expect(await code).toBe('5678')
    expect(activation.snapshot).toMatchObject({ status: 'received', rounds: 1 })
  })

  it('the same code again, after it was asked for, is a new one', async () => {
    const { buy, vendor, clock } = virtualClient()
    const activation = await buy()
    vendor.sms(activation.id, { code: '1234' })
    await activation.refresh()
    await activation.retry()
    const code = activation.waitForCode()
    await clock.advance(6_000)
    vendor.sms(activation.id, { code: '1234' })
    await clock.advance(6_000)
    expect(await code).toBe('1234')
    expect(activation.snapshot.messages).toHaveLength(2)
  })

  it('ends with WaitTimeoutError, and leaves the number as it is', async () => {
    const { buy, clock } = virtualClient()
    const activation = await buy()
    const wait = outcomeOf(activation.waitForCode({ timeout: 30_000 }))
    await clock.advance(29_999)
    expect(wait).toEqual({})
    await clock.advance(1)
    expect(wait.error).toBeInstanceOf(WaitTimeoutError)
    expect(activation.status).toBe('waiting')
    expect(clock.sleeping).toBe(0)
  })

  it('E15: an abort ends it with its own reason, and leaves neither timer nor request', async () => {
    const { buy, clock, vendor } = virtualClient()
    const activation = await buy()
    const controller = new AbortController()
    const wait = outcomeOf(activation.waitForCode({ signal: controller.signal, timeout: 60_000 }))
    await clock.advance(6_000)
    const reason = new Error('changed my mind')
    controller.abort(reason)
    await clock.advance(0)
    expect(wait.error).toBe(reason)
    const before = vendor.calls.length
    await clock.advance(600_000)
    expect(vendor.calls).toHaveLength(before)
    await expect(activation.waitForCode({ signal: controller.signal })).rejects.toBe(reason)
    expect(clock.sleeping).toBe(0)
  })

  it('E09: twenty failed looks end no wait', async () => {
    const { buy, clock, vendor } = virtualClient({ traits: { lifetime: 3_600_000 } })
    const activation = await buy()
    const errors: unknown[] = []
    activation.on('error', error => errors.push(error))
    for (let count = 0; count < 20; count += 1) vendor.failNext('fetch', down())
    const code = activation.waitForCode()
    await clock.advance(20 * 60_000)
    vendor.sms(activation.id, { code: '1234' })
    await clock.advance(60_000)
    expect(await code).toBe('1234')
    expect(errors).toHaveLength(20)
  })

  it('a refused key ends it', async () => {
    const { buy, clock, vendor } = virtualClient()
    const activation = await buy()
    const wait = outcomeOf(activation.waitForCode())
    const refused = new AuthenticationError('BAD_KEY')
    vendor.failNext('fetch', refused)
    await clock.advance(6_000)
    expect(wait.error).toBe(refused)
    expect(clock.sleeping).toBe(0)
    const again = activation.waitForCode()
    vendor.sms(activation.id, { code: '1234' })
    await clock.advance(6_000)
    expect(await again).toBe('1234')
  })

  it('E11: a machine that slept past the end looks once, and tells one expiry', async () => {
    const { buy, clock, vendor, client } = virtualClient()
    const activation = await buy()
    const settled: unknown[] = []
    client.on('activation:settled', event => settled.push(event))
    const wait = outcomeOf(activation.waitForCode())
    await clock.advance(6_000)
    const before = vendor.calls.length
    clock.set(clock.now() + 1_800_000) // the even clock stands still in sleep, and so do timers
    vendor.closeNumber(activation.id)
    await clock.advance(60_000)
    expect(vendor.calls).toHaveLength(before + 1)
    expect(settled).toEqual([{ activation }])
    expect(activation.snapshot).toMatchObject({ status: 'expired', reason: 'timeout', refund: 'expected' })
    expect(wait.error).toBeInstanceOf(ActivationEndedError)
    expect(wait.error).toMatchObject({ snapshot: activation.snapshot })
  })

  it.each([-3 * 3_600_000, 3 * 3_600_000])(
    'E12: with a provider whose clock is %i ms off it expires after its lifetime, not before',
    async clockError => {
      const { buy, clock } = virtualClient({ clockError })
      const activation = await buy()
      const wait = outcomeOf(activation.waitForCode())
      await clock.advance(1_195_000)
      expect(wait).toEqual({})
      await clock.advance(17_000)
      expect(wait.error).toBeInstanceOf(ActivationEndedError)
      expect(activation.status).toBe('expired')
    },
  )

  it('E08: one "no such number" proves nothing, two do', async () => {
    const { buy, clock, vendor } = virtualClient()
    const activation = await buy()
    const wait = outcomeOf(activation.waitForCode())
    vendor.failNext('fetch', new NotFoundError('NO_ACTIVATION'))
    await clock.advance(13_000)
    expect(activation.status).toBe('waiting')
    vendor.forget(activation.id)
    await clock.advance(13_000)
    expect(activation.snapshot).toMatchObject({ status: 'cancelled', reason: 'vendor', refund: 'unknown' })
    expect(wait.error).toBeInstanceOf(ActivationEndedError)
  })

  it.each([false, true])('E22: what another process ended is seen within two looks (list: %s)', async hasList => {
    const { buy, clock, vendor } = virtualClient({ hasList })
    const [one, two] = [await buy(), await buy()]
    const waits = [outcomeOf(one.waitForCode()), outcomeOf(two.waitForCode())]
    await clock.advance(6_000)
    vendor.closeNumber(one.id)
    await clock.advance(12_000)
    expect(one.status).toBe('cancelled')
    expect(two.status).toBe('waiting')
    expect(waits[0]?.error).toBeInstanceOf(ActivationEndedError)
  })

  it('gives up a number that nobody can be asked about, ten minutes after its time', async () => {
    const { buy, clock, vendor } = virtualClient()
    const activation = await buy()
    const wait = outcomeOf(activation.waitForCode())
    for (let count = 0; count < 100; count += 1) vendor.failNext('fetch', down())
    await clock.advance(29 * 60_000)
    expect(wait).toEqual({})
    await clock.advance(3 * 60_000)
    expect(activation.snapshot).toMatchObject({ status: 'expired', refund: 'unknown' })
    expect(clock.sleeping).toBe(0)
  })

  it('P45: a wall clock put forward by an hour ends no wait', async () => {
    const { buy, clock, vendor } = virtualClient()
    const activation = await buy()
    const code = activation.waitForCode({ timeout: 120_000 })
    clock.set(clock.now() + 3_600_000)
    await clock.advance(50_000)
    vendor.sms(activation.id, { code: '1234' })
    await clock.advance(12_000)
    expect(await code).toBe('1234')
  })
})
