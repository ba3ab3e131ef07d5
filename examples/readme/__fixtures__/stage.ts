import { randomBytes } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'
import { createFiveSimEmulator, createHandlerApiEmulator, FakeClock } from '@onesms/sdk/testing'
import '../../../packages/sdk/src/__fixtures__/loaded.ts'

const size = { services: 60, countries: 195 }

/** Time that only the tests move. It starts at the real one, in which what is on its way arrives. */
export const clock = new FakeClock(Date.now())

/** Who answers the calls of the provider; nobody listens at first. */
export const receiver: { POST: (request: Request) => Promise<Response> } = { POST: async () => new Response() }

/** What the snippets reach where the reader reaches the providers. */
export const hero = createHandlerApiEmulator({
  dialect: 'hero-sms',
  clock,
  size,
  autoSms: false,
  magicServices: true,
  webhook: { url: 'https://receiver.test/hook', fetch: request => hold(receiver.POST(request)) },
})
export const five = createFiveSimEmulator({ clock, size, autoSms: false })

/** Where the daemon of a test is, and who may ask it. */
export const atDaemon = { url: 'http://127.0.0.1:1', token: randomBytes(32).toString('base64url') }

/** What takes real time, such as a hash or a write to the disk: no virtual time passes meanwhile. */
const pending = new Set<Promise<unknown>>()

export function hold<T>(work: Promise<T>): Promise<T> {
  pending.add(work)
  return work.finally(() => pending.delete(work))
}

/** Waits for what takes real time alone, for ten seconds at most. */
export async function until(what: string, isSo: () => boolean): Promise<void> {
  const deadline = performance.now() + 10_000
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error(`${what} did not happen`)
    await turn()
  }
}

/** Lets virtual time pass, second by second. */
export async function pass(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 1_000) {
    await clock.advance(1_000)
    for (let turns = 0; turns < 20 || (pending.size > 0 && turns < 5_000); turns += 1) await turn()
  }
}

/** Lets virtual time pass until the work is done, for an hour at most. */
export async function passUntil<T>(work: Promise<T>): Promise<T> {
  let isDone = false
  const done = () => {
    isDone = true
  }
  work.then(done, done)
  for (let passed = 0; passed < 3_600 && !isDone; passed += 1) await pass(1_000)
  if (!isDone) throw new Error('it is not done after an hour')
  return work
}
