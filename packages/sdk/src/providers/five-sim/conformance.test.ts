import { describe, it } from 'vitest'
import { describeProvider } from '../../testing/conformance/describe-provider.ts'
import { createFiveSimEmulator } from '../../testing/emulators/five-sim/emulator.ts'
import { fiveSim } from './five-sim.ts'

describeProvider({
  describe,
  it,
  create: ({ fetch, apiKey }) => fiveSim({ fetch, apiKey, requestsPerSecond: 10_000 }),
  emulator: wishes =>
    createFiveSimEmulator({ ...wishes, size: { services: 3, countries: 2 }, autoSms: false, magicServices: true }),
  sells: { service: { nativeId: 'mute' }, country: 'GB' },
  rents: { service: 'telegram', country: 'GB', duration: { days: 1 } },
  soldOut: { service: { nativeId: 'sold' }, country: 'GB' },
})
