import { expect, it, vi } from 'vitest'
import { ConfigurationError } from '../errors/access.ts'
import { OutOfStockError } from '../errors/catalog.ts'
import type { ProviderEvents } from '../provider/events.ts'
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

it.each([
  [undefined, 'a client is no object\nThere are: provider, store, accountMode, clock.'],
  [{ provider: 'hero-sms' }, 'the provider of the client cannot be one\nPass one, such as { provider: heroSms() }.'],
  [{ provider: {}, acountMode: 'shared' }, 'a client has no "acountMode"\nDid you mean accountMode?'],
  [
    { provider: {}, accountMode: 'exclusiv' },
    "the accountMode of the client cannot be one\nIt is 'shared' or 'exclusive'.",
  ],
  [{ provider: {}, store: 'purchases.jsonl' }, 'the store of the client cannot be one'],
])('%j as options is refused by what is wrong', (options, message) => {
  expect(() => createClient(options as never)).toThrow(ConfigurationError)
  expect(() => createClient(options as never)).toThrow(message)
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

it('tells what its provider decides by itself, until it is closed', async () => {
  const { provider } = vendorOf()
  const listeners = new Set<(event: ProviderEvents) => void>()
  const client = createClient({
    provider: {
      ...provider,
      observe(listener) {
        listeners.add(listener)
        return () => void listeners.delete(listener)
      },
    },
  })
  const heard = vi.fn()
  client.on('failover', heard)
  const event = { from: 'a', to: 'b', error: new OutOfStockError('nothing left') }
  for (const listener of listeners) listener({ type: 'failover', ...event })
  expect(heard).toHaveBeenCalledExactlyOnceWith(event)
  await client.close()
  expect(listeners.size).toBe(0)
})
