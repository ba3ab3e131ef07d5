import './loaded.ts'
import type { Activation } from '../activation/activation.ts'
import { createClient } from '../client/create-client.ts'
import { grizzlySms } from '../providers/grizzly-sms/index.ts'
import { heroSms } from '../providers/hero-sms/index.ts'
import { smsBower } from '../providers/sms-bower/index.ts'
import { tigerSms } from '../providers/tiger-sms/index.ts'
import { createMemoryStore } from '../purchase/memory-store.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { createHandlerApiEmulator } from '../testing/index.ts'

/** Every host of the dialect, and how it is emulated. */
export const hosts = [
  { name: 'hero-sms', dialect: 'hero-sms', provider: heroSms },
  { name: 'grizzly-sms', dialect: 'tiger-sms', provider: grizzlySms },
  { name: 'sms-bower', dialect: 'sms-bower', provider: smsBower },
  { name: 'tiger-sms', dialect: 'tiger-sms', provider: tigerSms },
] as const

/** A client over an emulated host, in one virtual time that starts at the real one, by which the transport works. */
export function emulated({ dialect, provider }: (typeof hosts)[number] = hosts[0]) {
  const clock = new FakeClock(Date.now())
  const size = { services: 3, countries: 2 }
  const emulator = createHandlerApiEmulator({ dialect, clock, size, autoSms: false, magicServices: true })
  const { apiKey, fetch } = emulator
  /** A client that remembers nothing of the others. */
  const open = () =>
    createClient({
      provider: provider({ apiKey, fetch, requestsPerSecond: 10_000 }),
      clock,
      store: createMemoryStore({ clock }),
    })
  const client = open()
  /** Buys a number to which nobody sends an SMS but the test. */
  const buy = async () => {
    const [country] = emulator.catalog.countries
    return client.activations.buy({ service: { nativeId: 'mute' }, country: { nativeId: String(country?.id) } })
  }

  /** Lets half a second after the other pass until `promise` is settled, at most half an hour. */
  async function pass<T>(promise: Promise<T>): Promise<T> {
    let isDone = false
    const done = promise.finally(() => {
      isDone = true
    })
    done.catch(() => {})
    for (let passed = 0; !isDone && passed < 30 * 60_000; passed += 500) {
      await clock.advance(500)
      for (let turn = 0; turn < 20 && !isDone; turn += 1) await new Promise(resolve => setImmediate(resolve))
    }
    return done
  }

  const nativeId = ({ id }: Activation) => id.split(':')[1] ?? ''
  const sms = (activation: Activation, code: string) =>
    emulator.sms(nativeId(activation), { text: `Your code is ${code}`, code })
  return { client, emulator, clock, open, buy, pass, nativeId, sms }
}
