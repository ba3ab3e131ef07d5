import { afterEach, describe, expect, it, vi } from 'vitest'
import { CapabilityError } from '../errors/access.ts'
import { NotFoundError } from '../errors/activation.ts'
import { ProviderUnavailableError } from '../errors/transport.ts'
import { createMemoryStore } from '../purchase/memory-store.ts'
import { PurchaseUnknownError } from '../purchase/unknown-error.ts'
import { virtualClient } from './__fixtures__/client.ts'
import { createClient } from './create-client.ts'

afterEach(() => vi.restoreAllMocks())

const request = { service: 'telegram', country: 'GB' } as const
const lost = () => new ProviderUnavailableError('the answer was lost')

describe('client.activations.buy', () => {
  it('warns once, at the first purchase, when purchases are kept in memory unasked', async () => {
    const warning = vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
    const { vendor, clock } = virtualClient()
    const client = createClient({ provider: vendor.provider, clock })
    expect(warning).not.toHaveBeenCalled()
    await client.activations.buy(request)
    await client.activations.buy(request)
    expect(warning).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('Pass a `store`'))
    const quiet = createClient({ provider: vendor.provider, clock, store: createMemoryStore({ clock }) })
    await quiet.activations.buy(request)
    expect(warning).toHaveBeenCalledOnce()
  })

  it('P26: buys once for one idempotency key, and answers with one handle', async () => {
    const { client, vendor } = virtualClient()
    const options = { idempotencyKey: 'order 7' }
    const both = await Promise.all([client.activations.buy(request, options), client.activations.buy(request, options)])
    expect(both[0]).toBe(both[1])
    expect(await client.activations.buy(request, options)).toBe(both[0])
    expect(vendor.callsOf('purchase')).toHaveLength(1)
  })

  it('P01: an unknown purchase of an exclusive account is cleared up, and comes as a handle', async () => {
    const { client, clock, vendor } = virtualClient({ hasList: true, accountMode: 'exclusive' })
    const events: string[] = []
    client.on('purchase:unknown', ({ intent }) => events.push(`unknown ${intent.state}`))
    client.on('purchase:resolved', ({ snapshot }) => events.push(`resolved ${snapshot?.id}`))
    vendor.loseAnswer('purchase', lost())
    const error = await client.activations.buy(request).catch((reason: unknown) => reason)
    if (!(error instanceof PurchaseUnknownError)) return expect.fail(String(error))
    const reconciled = error.reconcile()
    await clock.advance(120_000)
    const activation = await reconciled
    expect(activation).toMatchObject({ id: 'virtual:1', status: 'waiting' })
    expect(await client.purchases.reconcile(error.intentId)).toBe(activation)
    expect(await client.purchases.get(error.intentId)).toMatchObject({ state: 'confirmed', activationId: 'virtual:1' })
    expect(events).toEqual(['unknown unknown', 'resolved virtual:1'])
    expect(vendor.callsOf('purchase')).toHaveLength(1)
  })

  it('P39: on a shared account a person decides, and gets the handle', async () => {
    const { client, clock, vendor } = virtualClient({ hasList: true })
    vendor.loseAnswer('purchase', lost())
    const error = await client.activations.buy(request).catch((reason: unknown) => reason)
    if (!(error instanceof PurchaseUnknownError)) return expect.fail(String(error))
    const reconciled = error.reconcile().catch((reason: unknown) => reason)
    await clock.advance(180_000)
    expect(await reconciled).toMatchObject({ code: 'purchase_unknown', candidates: [{ id: 'virtual:1' }] })
    expect(await client.purchases.open()).toMatchObject([{ id: error.intentId, candidates: [{ id: 'virtual:1' }] }])
    const activation = await client.purchases.resolve(error.intentId, 'virtual:1')
    expect(activation).toMatchObject({ id: 'virtual:1', phone: '+447700900001' })
    expect([await client.purchases.open(), await client.purchases.orphans()]).toEqual([[], []])
  })

  it('P44: who leaves during a purchase is let go at once, and the number is given back', async () => {
    const { client, clock, vendor } = virtualClient()
    vendor.answerPurchasesAfter(3_000)
    const controller = new AbortController()
    const buying = client.activations.buy(request, { signal: controller.signal }).catch((reason: unknown) => reason)
    await clock.advance(1_000)
    const reason = new Error('changed my mind')
    controller.abort(reason)
    expect(await buying).toBe(reason)
    await clock.advance(2_000)
    const closing = client.close()
    await clock.advance(130_000)
    await closing
    expect(vendor.callsOf('cancel')).toMatchObject([{ ids: ['virtual:1'] }])
  })

  it('takes nothing after close()', async () => {
    const { client, buy } = virtualClient()
    await client[Symbol.asyncDispose]()
    await expect(buy()).rejects.toMatchObject({ code: 'configuration' })
  })
})

describe('client.activations.get', () => {
  it('answers one handle per number, and asks nobody about one that is followed', async () => {
    const { client, buy, vendor } = virtualClient()
    const activation = await buy()
    expect(await client.activations.get(activation.id)).toBe(activation)
    expect(await client.activations.get(activation.snapshot)).toBe(activation)
    expect(vendor.calls).toHaveLength(1)
  })

  it('after a restart with a store that outlives the process: what was written down, brought up to date', async () => {
    const { client, clock, vendor, store, buy } = virtualClient()
    const { id } = await buy()
    vendor.sms(id, { code: '1234' })
    const restarted = createClient({ provider: vendor.provider, clock, store })
    const activation = await restarted.activations.get(id)
    expect(await activation.waitForCode()).toBe('1234')
    expect(activation.phone).toBe((await client.activations.get(id)).phone)
  })

  it('after a restart without one: the row of the list', async () => {
    const { vendor, clock, buy } = virtualClient({ hasList: true })
    const { id, snapshot } = await buy()
    const restarted = createClient({ provider: vendor.provider, clock, store: createMemoryStore({ clock }) })
    const activation = await restarted.activations.get(id)
    expect(activation.snapshot).toEqual(snapshot)
    expect(vendor.callsOf('fetch')).toEqual([])
    vendor.sms(id, { code: '1234' })
    await clock.advance(10_000)
    const code = activation.waitForCode()
    await clock.advance(6_000)
    expect(await code).toBe('1234')
  })

  it('after a restart without one, when it has ended: what the provider tells of it alone', async () => {
    const { vendor, clock, buy } = virtualClient({ hasList: true })
    const { id, snapshot } = await buy()
    const { phone, service, country } = snapshot
    vendor.sms(id, { code: '1234' })
    vendor.change(id, { status: 'closed', phone, service, country })
    const restarted = createClient({ provider: vendor.provider, clock, store: createMemoryStore({ clock }) })
    expect(await restarted.activations.get(id)).toMatchObject({
      status: 'completed',
      phone,
      snapshot: { messages: [{ code: '1234' }], refund: 'none', service },
    })
  })

  it('fails for a number nobody knows, or of which too little is told', async () => {
    const { client, vendor, clock, buy } = virtualClient()
    await expect(client.activations.get('virtual:99')).rejects.toThrow(NotFoundError)
    const { id } = await buy()
    const restarted = createClient({ provider: vendor.provider, clock, store: createMemoryStore({ clock }) })
    await expect(restarted.activations.get(id)).rejects.toThrow('Pass a snapshot')
  })

  it('takes a snapshot instead, and asks nobody', async () => {
    const { vendor, clock, buy } = virtualClient()
    const { snapshot } = await buy()
    const restarted = createClient({ provider: vendor.provider, clock, store: createMemoryStore({ clock }) })
    const activation = await restarted.activations.get(snapshot)
    expect(activation.snapshot).toEqual(snapshot)
    expect(vendor.calls).toHaveLength(1)
    expect((await activation.refresh()).status).toBe('waiting')
  })
})

describe('client.activations.list', () => {
  it('answers with a handle for every open number', async () => {
    const { client, vendor, buy } = virtualClient({ hasList: true })
    const [one, two] = [await buy(), await buy()]
    vendor.closeNumber(two.id)
    expect(await client.activations.list()).toEqual([one])
  })

  it('is refused where the provider has no list', async () => {
    await expect(virtualClient().client.activations.list()).rejects.toThrow(CapabilityError)
  })
})
