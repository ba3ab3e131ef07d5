import { getEventListeners } from 'node:events'
import { expect, it } from 'vitest'
import { FakeClock } from '../testing/fake-clock.ts'
import { dependantsOf } from '../utils/__fixtures__/dependants.ts'
import { createShop, poolOf } from './__fixtures__/renting.ts'
import { createContext } from './context.ts'
import { createMemoryStore } from './memory-store.ts'
import { readSightings } from './sightings.ts'

it.each([1, 2])('G14 the signal that ends all looks keeps nothing of those at %i providers', async count => {
  const clock = new FakeClock()
  const leaves = ['a', 'b'].slice(0, count).map(id => createShop(clock, id).provider)
  const context = createContext({
    provider: poolOf(leaves),
    accountMode: 'exclusive',
    clock,
    random: () => 0.5,
    store: createMemoryStore({ clock }),
    onEvent: () => {},
  })
  const { signal } = new AbortController()
  for (let look = 0; look < 10; look += 1) expect((await readSightings(context, signal)).seen).toHaveLength(count)
  expect(dependantsOf(signal)).toBe(0)
  expect(getEventListeners(signal, 'abort')).toEqual([])
})
