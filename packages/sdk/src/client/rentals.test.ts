import { describe, expect, expectTypeOf, it, vi } from 'vitest'
import { CapabilityError } from '../errors/access.ts'
import { InvalidTransitionError, NotFoundError } from '../errors/activation.ts'
import { ProviderUnavailableError } from '../errors/transport.ts'
import type { Provider } from '../provider/provider.ts'
import { PurchaseUnknownError } from '../purchase/unknown-error.ts'
import { virtualClient } from './__fixtures__/client.ts'
import { order, rentalClient } from './__fixtures__/rental-client.ts'
import { type Client, createClient } from './create-client.ts'
import type { RentalsResource } from './rentals.ts'
import type { WebhooksResource } from './webhooks.ts'

const DAY = 24 * 60 * 60_000
const lost = () => new ProviderUnavailableError('the answer was lost')

describe('the snippet', () => {
  it('8: rentals', async () => {
    const { client, clock, renter } = rentalClient()
    const lines: string[] = []
    const console = { log: (...words: unknown[]) => lines.push(words.join(' ')) }
    const run = (async () => {
      const rental = await client.rentals.rent({ service: 'discord', country: 'US', duration: { days: 7 } })
      for await (const message of rental.messages()) {
        console.log(message.sender, message.text)
        if (lines.length === 2) break
      }

      await rental.extend({ days: 7 })
      return rental
    })()
    await clock.advance(1_000)
    for (const text of ['one', 'two']) {
      renter.sms('virtual:r1', { sender: 'Discord', text })
      await clock.advance(12_000)
    }
    const rental = await run
    expect(lines).toEqual(['Discord one', 'Discord two'])
    expect(rental.snapshot.expiresAt).toEqual(new Date(rental.snapshot.createdAt.getTime() + 14 * DAY))
    expect(renter.callsOf('extend')).toHaveLength(1)
    await client.close()
    expect(clock.sleeping).toBe(0)
  })
})

describe('a rental through the client', () => {
  it('E19: who listens late is told of what is there', async () => {
    const { rent, renter } = rentalClient()
    const rental = await rent()
    renter.sms(rental.id, { text: 'code 1234' })
    await rental.refresh()
    const heard: unknown[] = []
    rental.on('message', ({ code }) => heard.push(code))
    rental.once('settled', ({ status }) => heard.push(status))
    await rental.complete()
    await Promise.resolve()
    expect(heard).toEqual(['1234', 'completed'])
  })

  it('waits for the next code after the one that a wait was answered with', async () => {
    const { rent, renter, clock } = rentalClient()
    const rental = await rent()
    renter.sms(rental.id, { text: 'code 1234' })
    renter.sms(rental.id, { text: 'hello' })
    await rental.refresh()
    expect(await rental.waitForCode()).toBe('1234')
    expect(await rental.waitForMessage()).toMatchObject({ text: 'hello' })
    const both = Promise.all([rental.waitForCode(), rental.waitForCode()])
    await clock.advance(6_000)
    renter.sms(rental.id, { text: 'code 5678' })
    await clock.advance(12_000)
    expect(await both).toEqual(['5678', '5678'])
  })

  it('ends a wait when it ends, and tells the client', async () => {
    const { client, rent, renter, clock } = rentalClient()
    const rental = await rent()
    const heard: unknown[] = []
    client.on('rental:message', event => heard.push([event.rental, event.message.text]))
    client.on('rental:settled', event => heard.push([event.rental, event.rental.status]))
    const wait = rental.waitForCode().catch((error: unknown) => error)
    renter.sms(rental.id, { text: 'hello' })
    renter.end(rental.id)
    await clock.advance(12_000)
    expect(await wait).toMatchObject({ code: 'activation_ended', snapshot: { status: 'expired' } })
    expect(heard).toEqual([
      [rental, 'hello'],
      [rental, 'expired'],
    ])
  })

  it('is asked about only while somebody wants to know, and outlives the block that rented it', async () => {
    const { client, rent, renter, clock } = rentalClient()
    const rental = await rent()
    expect(Symbol.asyncDispose in rental).toBe(false)
    await clock.advance(DAY / 24)
    expect(renter.callsOf('fetch')).toEqual([])
    const wait = rental.waitForCode({ timeout: 30_000 }).catch((error: unknown) => error)
    await clock.advance(30_000)
    expect(await wait).toMatchObject({ code: 'wait_timeout', operation: 'rentals.wait' })
    expect(renter.callsOf('fetch').length).toBeGreaterThanOrEqual(4)
    await client.close()
    expect(renter.callsOf('cancel')).toEqual([])
  })

  it('is given back, once', async () => {
    const { rent, renter } = rentalClient()
    const rental = await rent()
    renter.loseAnswer('cancel', lost())
    expect(await rental.cancel()).toMatchObject({ status: 'cancelled', refund: 'confirmed' })
    expect(await rental.cancel()).toBe(rental.snapshot)
    await expect(rental.extend({ days: 1 })).rejects.toThrow(InvalidTransitionError)
    expect(renter.callsOf('cancel')).toHaveLength(1)
  })

  it('is found again after a restart: by its id, by a snapshot, on the list', async () => {
    const { rent, renter, open } = rentalClient()
    const { id } = await rent()
    renter.sms(id, { text: 'code 1234' })
    const restarted = open()
    const rental = await restarted.rentals.get(id)
    expect(await rental.waitForCode()).toBe('1234')
    expect(await restarted.rentals.list()).toEqual([rental])
    expect(await open().rentals.get(rental.snapshot)).toMatchObject({ id, snapshot: rental.snapshot })
    await expect(restarted.activations.get(id)).rejects.toThrow(`rentals.get('${id}')`)
    await expect(restarted.rentals.get('virtual:r9')).rejects.toThrow(NotFoundError)
  })
})

describe('E20: the answer to an extension is lost', () => {
  it('as with any purchase: it is unknown, a person decides, and the rental has its new end', async () => {
    const { client, rent, renter, clock } = rentalClient()
    const rental = await rent()
    renter.loseAnswer('extend', lost())
    const options = { idempotencyKey: 'week 2' }
    const error = await rental.extend({ days: 7 }, options).catch((reason: unknown) => reason)
    if (!(error instanceof PurchaseUnknownError)) return expect.fail(String(error))
    await expect(rental.extend({ days: 7 }, options)).rejects.toThrow(PurchaseUnknownError)
    const reconciled = client.purchases.reconcile(error.intentId).catch((reason: unknown) => reason)
    await clock.advance(300_000)
    const outcome = await reconciled
    const decided =
      outcome instanceof PurchaseUnknownError ? await client.purchases.resolve(error.intentId, rental.id) : outcome
    expect(decided).toBe(rental)
    expect(rental.snapshot.expiresAt).toEqual(new Date(rental.snapshot.createdAt.getTime() + 14 * DAY))
    expect(renter.callsOf('extend')).toHaveLength(1)
  })
})

describe('a rental that nobody waits for', () => {
  async function leave(options: Parameters<typeof rentalClient>[0]) {
    const all = rentalClient(options)
    const errors = vi.fn()
    all.client.on('error', errors)
    const controller = new AbortController()
    all.renter.answerAfter(3_000)
    const renting = all.client.rentals.rent(order, { signal: controller.signal }).catch((reason: unknown) => reason)
    await all.clock.advance(1_000)
    controller.abort('enough')
    expect(await renting).toBe('enough')
    await all.clock.advance(20_000)
    const closing = all.client.close()
    await all.clock.advance(60_000)
    await closing
    return { ...all, errors }
  }

  it('P44: is given back', async () => {
    const { renter, errors } = await leave({})
    expect(renter.callsOf('cancel')).toMatchObject([{ id: 'virtual:r1' }])
    expect(errors).not.toHaveBeenCalled()
  })

  it('P44: is told as an error where the provider takes none back', async () => {
    const { errors } = await leave({ takesBack: false })
    expect(errors).toHaveBeenCalledExactlyOnceWith({
      error: expect.any(CapabilityError),
      activation: null,
      rental: expect.objectContaining({ id: 'virtual:r1' }),
    })
  })
})

describe('what a provider does not offer', () => {
  it('is not in the type of its client', () => {
    const { client } = rentalClient()
    expectTypeOf(client.rentals).toEqualTypeOf<RentalsResource>()
    expectTypeOf(client.webhooks).toEqualTypeOf<WebhooksResource>()
    expectTypeOf<Client>().not.toHaveProperty('rentals')
    expectTypeOf<Client<Provider>>().not.toHaveProperty('webhooks')
    expect(client.rentals).toBeDefined()
  })

  it('is refused at run time', async () => {
    const { vendor } = virtualClient()
    const client = createClient({ provider: vendor.provider }) as unknown as {
      readonly rentals: RentalsResource
      readonly webhooks: WebhooksResource
    }
    const { rentals, webhooks } = client
    const calls = [
      rentals.offers({ service: 'discord' }),
      rentals.rent(order),
      rentals.get('virtual:r1'),
      rentals.list(),
    ]
    for (const call of [...calls, webhooks.receive(new Request('https://example.test'))]) {
      await expect(call).rejects.toThrow(CapabilityError)
    }
  })
})
