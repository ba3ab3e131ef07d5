import '../__fixtures__/loaded.ts'
import { describe, expect, it, vi } from 'vitest'
import { heroSms } from '../providers/hero-sms/index.ts'
import { createMemoryStore } from '../purchase/memory-store.ts'
import { PurchaseUnknownError } from '../purchase/unknown-error.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { createHandlerApiEmulator, type HandlerApiEmulator } from '../testing/index.ts'
import { type Client, createClient } from './create-client.ts'
import './rentals.ts' // loaded on demand otherwise, and that takes real time
import './webhooks.ts'

const DAY = 24 * 60 * 60_000
const order = { service: { nativeId: 'tg' }, country: { nativeId: '187' }, duration: { days: 7 } } as const

/** A client over an emulated host that calls it, in one virtual time that starts at the real one. */
function rentalHost() {
  const clock = new FakeClock(Date.now())
  const statuses: number[] = []
  const url = 'https://receiver.test/secret'
  const emulator: HandlerApiEmulator = createHandlerApiEmulator({
    dialect: 'hero-sms',
    clock,
    autoSms: false,
    size: { services: 3, countries: 195 },
    webhook: {
      url,
      async fetch(request) {
        const response = await client.webhooks.receive(request)
        statuses.push(response.status)
        return response
      },
    },
  })
  emulator.rentals.setOffer('187', 'tg', 168, { price: '5', stock: 10 })
  const provider = heroSms({ apiKey: emulator.apiKey, fetch: emulator.fetch, requestsPerSecond: 10_000 })
  const client: Client<typeof provider> = createClient({ provider, clock, store: createMemoryStore({ clock }) })

  /** Lets time pass, in which what is on its way arrives. */
  async function pass(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 1_000) {
      await clock.advance(1_000)
      for (let turn = 0; turn < 20; turn += 1) await new Promise(resolve => setImmediate(resolve))
    }
  }
  return { client, clock, emulator, pass, statuses }
}

describe('rentals through the client, against hero-sms', () => {
  it('rents, receives, extends: the books of the host agree', async () => {
    const { client, emulator, pass } = rentalHost()
    const rental = await client.rentals.rent(order)
    const code = rental.waitForCode()
    emulator.sms(rental.id, { text: 'Your code is 004567', code: '004567' })
    await pass(10_000)
    expect(await code).toBe('004567')
    const { expiresAt } = rental.snapshot
    await pass(120_000) // before that the host sells no more time
    const [offer] = await rental.extensions()
    if (!offer) return expect.fail('no extension is offered')
    const extended = await rental.extend({ hours: offer.hours })
    expect(Number(extended.expiresAt) - Number(expiresAt)).toBe(offer.hours * (DAY / 24))
    expect(emulator.ledger.rentals()).toMatchObject([{ extensions: [{ hours: offer.hours }] }])
    await client.close()
  })

  it('E20: the answer to an extension is lost, and it is charged once', async () => {
    const { client, emulator, pass } = rentalHost()
    const rental = await client.rentals.rent(order)
    await pass(120_000) // before that the host sells no more time
    const [offer] = await rental.extensions()
    if (!offer) return expect.fail('no extension is offered')
    emulator.faults.inject({ kind: 'commit-then-cut', action: 'prolong' })
    const error = await rental.extend({ hours: offer.hours }).catch((reason: unknown) => reason)
    if (!(error instanceof PurchaseUnknownError)) return expect.fail(String(error))
    emulator.faults.clear()
    const reconciled = client.purchases.reconcile(error.intentId).catch((reason: unknown) => reason)
    await pass(300_000)
    const outcome = await reconciled
    const decided =
      outcome instanceof PurchaseUnknownError ? await client.purchases.resolve(error.intentId, rental.id) : outcome
    expect(decided).toBe(rental)
    expect(emulator.ledger.rentals()).toMatchObject([{ extensions: [{ hours: offer.hours }] }])
  })

  it.each([['sms-repeated'], ['sms-reordered'], ['sms-page-resent']] as const)('E21: each SMS once: %s', async kind => {
    const { client, emulator, pass } = rentalHost()
    const rental = await client.rentals.rent(order)
    const texts = Array.from({ length: 30 }, (_, index) => `message ${index}`)
    const told: unknown[] = []
    rental.on('message', ({ text }) => told.push(text))
    for (const [index, text] of texts.entries()) {
      if (index === 10) emulator.faults.inject({ kind })
      emulator.sms(rental.id, { text, code: null })
      await pass(1_000)
    }
    await pass(30_000)
    emulator.faults.clear()
    await pass(30_000)
    expect(rental.snapshot.messages.map(({ text }) => text)).toEqual(texts)
    expect(told.toSorted()).toEqual(texts.toSorted())
    await client.close()
  })
})

describe('webhooks through the client, called by hero-sms', () => {
  it.each([[null], ['webhook-repeated'], ['webhook-late']] as const)(
    'E04, T10: one SMS is one event: %s',
    async kind => {
      const { client, emulator, pass, statuses } = rentalHost()
      if (kind) emulator.faults.inject({ kind })
      const [activation, rental] = [
        await client.activations.buy({ service: { nativeId: 'tg' }, country: { nativeId: '187' } }),
        await client.rentals.rent(order),
      ]
      const heard = vi.fn()
      client.on('activation:message', event => heard(event.activation.id, event.message.code))
      client.on('rental:message', event => heard(event.rental.id, event.message.code))
      await pass(10_000)
      emulator.sms(activation.id, { text: 'code 1234', code: '1234' })
      emulator.sms(rental.id, { text: 'code 5678', code: '5678' })
      await pass(120_000)
      expect(heard.mock.calls.toSorted()).toEqual(
        [
          [activation.id, '1234'],
          [rental.id, '5678'],
        ].toSorted(),
      )
      expect(new Set(statuses)).toEqual(new Set([200]))
      expect(statuses.length).toBeGreaterThanOrEqual(kind === 'webhook-repeated' ? 4 : 2)
    },
  )
})
