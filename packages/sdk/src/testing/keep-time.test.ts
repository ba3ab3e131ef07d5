import { describe, expect, it } from 'vitest'
import { createHandlerApiEmulator } from './emulators/handler-api/emulator.ts'
import { FakeClock } from './fake-clock.ts'
import { keepTime } from './keep-time.ts'

/** Lets real time pass in steps as short as those of keepTime, and all that wakes up meanwhile run. */
async function pass(real: FakeClock, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 50) {
    await real.advance(50)
    await real.advance(0)
    await real.advance(0)
  }
}

describe('keepTime', () => {
  it('moves the clock as far as the real one, and lets go of it', async () => {
    const [clock, real, controller] = [new FakeClock(0), new FakeClock(), new AbortController()]
    const kept = keepTime(clock, controller.signal, real)
    await pass(real, 10_000)
    expect(clock.now()).toBe(10_000)
    await real.advance(25)
    controller.abort()
    await kept
    expect(clock.now()).toBe(10_025)
    await pass(real, 10_000)
    expect(clock.now()).toBe(10_025)
  })

  it('brings SMS to an emulator by itself', async () => {
    const [real, controller] = [new FakeClock(), new AbortController()]
    const emulator = createHandlerApiEmulator({ size: { services: 1, countries: 1 }, magicServices: true })
    const kept = keepTime(emulator.clock, controller.signal, real)
    const base = 'https://emulator.test/stubs/handler_api.php?api_key=emulator-key'
    await emulator.fetch(`${base}&action=getNumber&service=slow&country=187`)
    await pass(real, 10_000)
    expect(emulator.ledger.activations()).toMatchObject([{ status: 'received' }])
    controller.abort()
    await kept
  })
})
