import type { WebhookNotice } from '../../provider/webhooks.ts'
import { createMemoryStore } from '../../purchase/memory-store.ts'
import { FakeClock } from '../../testing/fake-clock.ts'
import { createClient } from '../create-client.ts'
import '../../__fixtures__/loaded.ts'
import { type VirtualProviderOptions, virtualProvider } from './virtual-provider.ts'
import { withRentals } from './virtual-rentals.ts'

export const order = { service: 'discord', country: 'US', duration: { days: 7 } } as const

/** A client over a provider in memory that rents numbers and calls, both in virtual time. */
export function rentalClient(options: Omit<VirtualProviderOptions, 'clock'> & { readonly takesBack?: boolean } = {}) {
  const { takesBack = true, ...manners } = options
  const clock = new FakeClock()
  const vendor = virtualProvider({ clock, ...manners })
  const renter = withRentals(vendor.provider, clock, { takesBack })
  const store = createMemoryStore({ clock })
  const open = () => createClient({ provider: renter.provider, clock, store })
  const client = open()
  return { client, clock, vendor, renter, store, open, rent: () => client.rentals.rent(order) }
}

/** A call of the provider about a number. */
export function notice(id: string, facts: Partial<WebhookNotice> = {}): Request {
  const whole: WebhookNotice = { id, isProven: false, message: null, fingerprint: 'f', ...facts }
  return new Request('https://example.test/hook', { method: 'POST', body: JSON.stringify([whole]) })
}
