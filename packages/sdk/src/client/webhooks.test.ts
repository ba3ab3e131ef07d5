import { describe, expect, it, vi } from 'vitest'
import { ProviderUnavailableError } from '../errors/transport.ts'
import type { ObservedMessage } from '../provider/snapshot.ts'
import { notice, rentalClient } from './__fixtures__/rental-client.ts'
import { createClient } from './create-client.ts'

const request = { service: 'telegram', country: 'GB' } as const
const code = (text: string): ObservedMessage => ({
  id: null,
  text: null,
  code: text,
  sender: null,
  channel: 'sms',
  receivedAt: null,
})

/** A client that bought a number a minute ago, and another of the same account that never saw it. */
async function followed() {
  const all = rentalClient()
  const { client, clock } = all
  const activation = await client.activations.buy(request)
  await clock.advance(60_000)
  const messages = vi.fn()
  client.on('activation:message', ({ message }) => messages(message.code))
  const looks = () => all.vendor.callsOf('fetch').length
  const receive = (call: Request) => client.webhooks.receive(call)
  return { ...all, activation, messages, looks, receive }
}

describe('the snippet', () => {
  it('10: webhooks', async () => {
    const { client, activation, vendor, messages } = await followed()
    const POST = (request: Request) => client.webhooks.receive(request)
    vendor.sms(activation.id, { code: '1234' })
    const response = await POST(notice(activation.id, { message: code('1234') }))
    expect(response.status).toBe(200)
    expect(messages).toHaveBeenCalledExactlyOnceWith('1234')
  })
})

describe('client.webhooks.receive', () => {
  it('T09: what is forged is no event and no change, and costs one look', async () => {
    const { receive, activation, looks, messages } = await followed()
    const { snapshot } = activation
    const before = looks()
    const response = await receive(notice(activation.id, { message: code('666666') }))
    expect([response.status, await response.text()]).toEqual([200, ''])
    expect(looks() - before).toBe(1)
    expect(activation.snapshot).toEqual({ ...snapshot, observedAt: activation.snapshot.observedAt })
    expect(messages).not.toHaveBeenCalled()
  })

  it('T09: a flood of different forgeries costs no more than the pace of the provider allows', async () => {
    const { receive, activation, vendor, clock, looks } = await followed()
    for (let second = 0; second < 60; second += 1) {
      for (let count = 0; count < 10; count += 1) {
        void receive(notice(activation.id, { fingerprint: `${second} ${count}`, message: code('666666') }))
      }
      await clock.advance(1_000)
    }
    expect(looks()).toBeGreaterThan(5)
    const times = vendor.callsOf('fetch').map(({ at }) => at)
    for (const [index, at] of times.entries()) {
      if (index > 0) expect(at - (times[index - 1] ?? 0)).toBeGreaterThanOrEqual(5_000)
    }
  })

  it('T09: nor does it while somebody waits, or the provider is down', async () => {
    const { receive, activation, vendor, clock } = await followed()
    const wait = activation.waitForCode({ timeout: 60_000 }).catch(() => null)
    for (let second = 0; second < 60; second += 1) {
      if (second % 3 === 0) vendor.failNext('fetch', new ProviderUnavailableError('down'))
      void receive(notice(activation.id, { fingerprint: String(second) }))
      await clock.advance(1_000)
    }
    await wait
    const times = vendor.callsOf('fetch').map(({ at }) => at)
    for (const [index, at] of times.entries()) {
      if (index > 0) expect(at - (times[index - 1] ?? 0)).toBeGreaterThanOrEqual(5_000)
    }
  })

  it('T10: the same delivery a hundred times at once is one event, and one look', async () => {
    const { receive, activation, vendor, clock, looks, messages } = await followed()
    vendor.sms(activation.id, { code: '1234' })
    const before = looks()
    const deliveries = Array.from({ length: 100 }, () => receive(notice(activation.id, { message: code('1234') })))
    const statuses = await Promise.all(deliveries.map(async delivery => (await delivery).status))
    expect(new Set(statuses)).toEqual(new Set([200]))
    await clock.advance(60_000)
    await receive(notice(activation.id, { message: code('1234') }))
    expect(looks() - before).toBe(1)
    expect(messages).toHaveBeenCalledOnce()
  })

  it.each([false, true])(
    'E04: webhook and poll bring the same SMS 1 ms apart, and it is one event: proven %s',
    async isProven => {
      const { receive, activation, vendor, clock, messages } = await followed()
      const wait = activation.waitForCode()
      await clock.advance(4_999)
      vendor.answerAfter(1)
      vendor.sms(activation.id, { code: '1234' })
      await clock.advance(1)
      const delivery = receive(notice(activation.id, { isProven, message: code('1234') }))
      await clock.advance(20_000)
      expect((await delivery).status).toBe(200)
      expect(await wait).toBe('1234')
      expect(messages).toHaveBeenCalledExactlyOnceWith('1234')
    },
  )

  it('what is proven is believed as an answer is, and asks nobody', async () => {
    const { receive, activation, looks, messages } = await followed()
    const before = looks()
    await receive(notice(activation.id, { isProven: true, message: code('1234') }))
    expect(activation).toMatchObject({ status: 'received', snapshot: { messages: [{ code: '1234' }] } })
    expect(messages).toHaveBeenCalledExactlyOnceWith('1234')
    expect(looks() - before).toBe(0)
  })

  it('brings the SMS of a number that only the ledger knows, and of a rental', async () => {
    const { open, activation, vendor, renter, rent, clock } = await followed()
    const rental = await rent()
    await clock.advance(60_000)
    const restarted = open()
    const heard: unknown[] = []
    restarted.on('activation:message', event => heard.push([event.activation.id, event.message.code]))
    restarted.on('rental:message', event => heard.push([event.rental.id, event.message.code]))
    vendor.sms(activation.id, { code: '1234' })
    await restarted.webhooks.receive(notice(activation.id))
    renter.sms(rental.id, { text: 'code 5678' })
    await restarted.webhooks.receive(notice(rental.id))
    await clock.advance(10_000)
    renter.sms(rental.id, { text: 'code 9012' })
    await restarted.webhooks.receive(notice(rental.id, { fingerprint: 'g' }))
    expect(heard).toEqual([
      [activation.id, '1234'],
      [rental.id, '5678'],
      [rental.id, '9012'],
    ])
    await restarted.close()
  })

  it('T09: what the ledger knows to be over is no event again, and asks nobody', async () => {
    const { open, activation, vendor, clock, looks } = await followed()
    vendor.sms(activation.id, { code: '1234' })
    expect(await activation.waitForCode()).toBe('1234')
    await activation.complete()
    await clock.advance(1_000)
    const restarted = open()
    const heard = vi.fn()
    restarted.on('activation:message', heard)
    restarted.on('activation:settled', heard)
    const before = looks()
    const response = await restarted.webhooks.receive(notice(activation.id))
    expect([response.status, looks() - before]).toEqual([200, 0])
    expect(heard).not.toHaveBeenCalled()
    await restarted.close()
  })

  it('asks nobody about an id that nobody knows, and answers as to any other', async () => {
    const { receive, vendor, renter } = await followed()
    const before = vendor.calls.length
    const response = await receive(notice('virtual:99', { isProven: true, message: code('1234') }))
    expect([response.status, await response.text()]).toEqual([200, ''])
    expect([vendor.calls.length - before, renter.callsOf('fetch').length]).toEqual([0, 0])
  })

  it('answers after two seconds, and looks on', async () => {
    const { receive, activation, vendor, clock, messages } = await followed()
    vendor.sms(activation.id, { code: '1234' })
    vendor.answerAfter(10_000)
    let status = 0
    const delivery = receive(notice(activation.id)).then(response => {
      status = response.status
    })
    await clock.advance(1_999)
    expect(status).toBe(0)
    await clock.advance(1)
    await delivery
    expect([status, messages.mock.calls]).toEqual([200, []])
    await clock.advance(8_000)
    expect(messages).toHaveBeenCalledExactlyOnceWith('1234')
    await clock.advance(20_000)
    expect(clock.sleeping).toBeLessThanOrEqual(1) // the patrol; nobody follows the number any more
    expect(vendor.callsOf('fetch')).toHaveLength(1)
  })

  it('refuses what is no POST, and what cannot be read, without a word', async () => {
    const { receive } = await followed()
    const get = await receive(new Request('https://example.test/hook'))
    expect([get.status, get.headers.get('allow'), await get.text()]).toEqual([405, 'POST', ''])
    const wrong = await receive(new Request('https://example.test/hook', { method: 'POST', body: 'secret' }))
    expect([wrong.status, await wrong.text()]).toEqual([400, ''])
  })

  it('is delivered again where the ledger could not be asked', async () => {
    const { renter, clock, store, activation } = await followed()
    let isDown = true
    const owners: typeof store.owners = (...args) =>
      isDown ? Promise.reject(new Error('down')) : store.owners(...args)
    const client = createClient({ provider: renter.provider, clock, store: { ...boundTo(store), owners } })
    const errors = vi.fn()
    client.on('error', errors)
    expect((await client.webhooks.receive(notice(activation.id))).status).toBe(503)
    expect(errors).toHaveBeenCalledOnce()
    isDown = false
    expect((await client.webhooks.receive(notice(activation.id))).status).toBe(200)
  })
})

/** A store whose methods can be taken over one by one. */
function boundTo<S extends object>(store: S): S {
  return new Proxy(store, {
    ownKeys: () => ['insert', 'begin', 'transition', 'get', 'list', 'owners'],
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
    get: (target, key) => {
      const value: unknown = Reflect.get(target, key)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
