import type { AccountMode } from '../../purchase/api.ts'
import { createMemoryStore } from '../../purchase/memory-store.ts'
import { FakeClock } from '../../testing/fake-clock.ts'
import { createClient } from '../create-client.ts'
import '../../__fixtures__/loaded.ts'
import { type VirtualProviderOptions, virtualProvider } from './virtual-provider.ts'

/** A client over a provider in memory, both in virtual time. */
export function virtualClient(
  options: Omit<VirtualProviderOptions, 'clock'> & { readonly accountMode?: AccountMode } = {},
) {
  const { accountMode = 'shared', ...manners } = options
  const clock = new FakeClock()
  const vendor = virtualProvider({ clock, ...manners })
  const store = createMemoryStore({ clock })
  const client = createClient({ provider: vendor.provider, clock, store, accountMode })
  const buy = () => client.activations.buy({ service: 'telegram', country: 'GB' })
  return { client, clock, vendor, store, buy }
}
