import { createMemoryStore } from '../../purchase/memory-store.ts'
import { FakeClock } from '../../testing/fake-clock.ts'
import { createClient } from '../create-client.ts'
import { type VirtualProviderOptions, virtualProvider } from './virtual-provider.ts'

/** A client over a provider in memory, both in virtual time. */
export function virtualClient(options: Omit<VirtualProviderOptions, 'clock'> = {}) {
  const clock = new FakeClock()
  const vendor = virtualProvider({ clock, ...options })
  const client = createClient({ provider: vendor.provider, clock, store: createMemoryStore({ clock }) })
  const buy = () => client.activations.buy({ service: 'telegram', country: 'GB' })
  return { client, clock, vendor, buy }
}
