import { describe, expect, it } from 'vitest'
import { failover } from '../failover/failover.ts'
import { fiveSim } from '../providers/five-sim/index.ts'
import { heroSms } from '../providers/hero-sms/index.ts'
import { createMemoryStore } from '../purchase/memory-store.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { createFiveSimEmulator, createHandlerApiEmulator } from '../testing/index.ts'
import { type Client, createClient } from './create-client.ts'
import '../__fixtures__/loaded.ts'

const size = { services: 300, countries: 195 }
const settings = { requestsPerSecond: 10_000 }

/** Time that starts at the real one, in which what is on its way arrives. */
function world() {
  const clock = new FakeClock(Date.now())
  const options = { clock, store: createMemoryStore({ clock }) }
  /** What takes real time, such as a hash: no virtual time passes meanwhile, unless that is what it waits for. */
  const pending = new Set<Promise<unknown>>()
  async function pass(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 1_000) {
      await clock.advance(1_000)
      for (let turn = 0; turn < 20 || (pending.size > 0 && turn < 5_000); turn += 1) {
        await new Promise(resolve => setImmediate(resolve))
      }
    }
  }
  function hold<T>(work: Promise<T>): Promise<T> {
    pending.add(work)
    return work.finally(() => pending.delete(work))
  }
  return { clock, options, pass, hold }
}

/** The examples of the documentation, word for word but for keys and roads, over emulated hosts. */
describe('the snippets over emulated hosts', () => {
  it('8: rentals', async () => {
    const { clock, options, pass } = world()
    const emulator = createHandlerApiEmulator({ dialect: 'hero-sms', clock, size, autoSms: false })
    emulator.rentals.setOffer('187', 'ds', 168, { price: '5', stock: 10 })
    const { apiKey, fetch } = emulator
    const client = createClient({ provider: heroSms({ apiKey, fetch, ...settings }), ...options })
    const lines: unknown[] = []
    const console = { log: (...words: unknown[]) => lines.push(words) }
    let isRented = (_id: string) => {}
    const rented = new Promise<string>(resolve => {
      isRented = resolve
    })

    const run = (async () => {
      const rental = await client.rentals.rent({ service: 'discord', country: 'US', duration: { days: 7 } })
      isRented(rental.id)

      for await (const message of rental.messages()) {
        console.log(message.sender, message.text)
        if (lines.length === 2) break
      }
      await clock.sleep(130_000) // before that the host sells no more time

      await rental.extend({ days: 7 })
    })()

    const id = await rented
    for (const text of ['one', 'two']) {
      emulator.sms(id, { text, sender: 'Discord' })
      await pass(30_000)
    }
    await pass(180_000)
    await run
    expect(lines).toEqual([
      ['Discord', 'one'],
      ['Discord', 'two'],
    ])
    expect(emulator.ledger.rentals()).toMatchObject([{ hours: 168, extensions: [{ hours: 168 }] }])
    await client.close()
  })

  it('9: failover', async () => {
    const { clock, options } = world()
    const [hero, five] = [createHandlerApiEmulator({ clock, size }), createFiveSimEmulator({ clock, size })]
    const offerOf = (price: string, stock = 100) => ({ price, stock, flat: true })
    hero.catalog.setOffer('43', 'wa', offerOf('0.5'))
    five.catalog.setOffer('germany', 'whatsapp', offerOf('0.4'))
    const warnings: string[] = []
    const console = { warn: (text: string) => warnings.push(text) }
    const withEmulator = ({ apiKey, fetch }: typeof hero | typeof five) => ({ apiKey, fetch, ...settings })

    const client = createClient({
      provider: failover([heroSms(withEmulator(hero)), fiveSim(withEmulator(five))], { strategy: 'cheapest', clock }),
      ...options,
    })

    client.on('failover', ({ from, to, error }) => console.warn(`${from} -> ${to}: ${error.code}`))

    const buy = async () => {
      const activation = await client.activations.buy({ service: 'whatsapp', country: 'DE', maxPrice: '0.80' })
      return activation.id // the id says who sold it
    }
    expect(await buy()).toMatch(/^five-sim:\d+$/)
    expect(warnings).toEqual([])

    // The last one that it offers is gone by then.
    five.faults.inject({ kind: 'refused', words: 'no free phones', status: 200 })
    expect(await buy()).toMatch(/^hero-sms:\d+$/)
    expect(warnings).toEqual(['five-sim -> hero-sms: out_of_stock'])
    expect([hero, five].map(({ ledger }) => ledger.activations().length)).toEqual([1, 1])
  })

  it('10: webhooks', async () => {
    const { clock, options, pass, hold } = world()
    const statuses: number[] = []
    const emulator: ReturnType<typeof createHandlerApiEmulator> = createHandlerApiEmulator({
      ...{ dialect: 'hero-sms', clock, size, autoSms: false },
      webhook: {
        url: 'https://receiver.test/hook',
        async fetch(request) {
          const response = await hold(POST(request))
          statuses.push(response.status)
          return response
        },
      },
    })
    const { apiKey, fetch } = emulator
    const provider = heroSms({ apiKey, fetch, ...settings })
    const client: Client<typeof provider> = createClient({ provider, ...options })

    const POST = (request: Request) => client.webhooks.receive(request)

    emulator.catalog.setOffer('16', 'tg', { price: '0.2', stock: 100, flat: true })
    const activation = await client.activations.buy({ service: 'telegram', country: 'GB' })
    const codes: unknown[] = []
    client.on('activation:message', ({ message }) => codes.push(message.code))
    await pass(10_000)
    emulator.sms(activation.id, { text: 'Your code is 004567', code: '004567' })
    await pass(30_000)
    expect(codes).toEqual(['004567'])
    expect(statuses).toEqual([200])
    await client.close()
  })
})
