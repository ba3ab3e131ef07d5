import { expect, it } from 'vitest'
import { ConfigurationError } from '../errors/access.ts'
import { createMemoryStore } from '../purchase/memory-store.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { virtualProvider } from './__fixtures__/virtual-provider.ts'
import { createClient } from './create-client.ts'

const order = { service: 'telegram', country: 'GB' }

function vendorOf(clock = new FakeClock()) {
  return { clock, ...virtualProvider({ clock, hasList: true }) }
}

it('an exclusive account without a store is refused: after a restart its numbers would be taken for nobody’s', () => {
  const { provider } = vendorOf()
  expect(() => createClient({ provider, accountMode: 'exclusive' })).toThrow(ConfigurationError)
  expect(() => createClient({ provider, accountMode: 'exclusive', store: createMemoryStore() })).not.toThrow()
})

it('a client that buys nothing looks at nothing, and closes at once', async () => {
  const { provider, calls, clock } = vendorOf()
  const client = createClient({ provider, clock })
  await client.close()
  expect(calls).toEqual([])
  expect(clock.sleeping).toBe(0)
})

it.each([
  ['before anything was bought', false],
  ['after a purchase', true],
])('a closed client buys nothing more: %s', async (_, hasBought) => {
  const { provider, calls, clock } = vendorOf()
  const client = createClient({ provider, clock, store: createMemoryStore({ clock }) })
  if (hasBought) await client.activations.buy(order)
  await client.close()
  await expect(client.activations.buy(order)).rejects.toMatchObject({ code: 'configuration' })
  expect(calls.filter(({ command }) => command === 'purchase')).toHaveLength(hasBought ? 1 : 0)
})
