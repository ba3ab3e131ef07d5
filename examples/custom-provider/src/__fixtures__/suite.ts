import type { ProviderSuite } from '@onesms/sdk/testing'
import { myVendor } from '../index.ts'
import { createMyVendor } from './vendor.ts'

/** How My Vendor is put to the test. */
export const suite: ProviderSuite = {
  create: ({ fetch, apiKey }) => myVendor({ fetch, apiKey, requestsPerSecond: 10_000 }),
  emulator: createMyVendor,
  sells: { service: 'telegram', country: 'GB' },
  soldOut: { service: 'whatsapp', country: 'GB' },
}
