import { FakeClock } from '@onesms/sdk/testing'
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest'
import { until } from '../testing/until.ts'
import { type CatalogDatabase, createCatalogDatabase } from './__fixtures__/catalog-database.ts'
import { createLeaseLoop, LOOK_EVERY } from './lease-loop.ts'

let database: CatalogDatabase
beforeAll(async () => {
  database = await createCatalogDatabase()
})
afterAll(() => database?.drop())

const onError = (error: unknown) => {
  throw error
}

/** A loop that has taken its lease, and how often it has looked. */
async function startLoop(name: string) {
  const clock = new FakeClock()
  let rounds = 0
  const round = async () => {
    rounds += 1
    return false
  }
  const loop = createLeaseLoop({ database, name, holder: 'a', round, onError, clock })
  loop.start()
  await until('the first look', () => rounds === 1)
  await clock.advance(0)
  return { clock, loop, rounds: () => rounds }
}

it('G14 keeps nothing of the pauses between its looks', async () => {
  const { clock, loop, rounds } = await startLoop('pauses')
  const look = () => clock.advance(LOOK_EVERY)
  for (let count = 0; count < 10; count += 1) await look()
  const looked = rounds()
  const any = vi.spyOn(AbortSignal, 'any') // leaves a trace on the signal of the loop each time
  onTestFinished(() => any.mockRestore())
  for (let count = 0; count < 50; count += 1) await look()
  expect(rounds()).toBe(looked + 50)
  expect(any).not.toHaveBeenCalled()
  await loop.stop()
})

it('does not wait for the end of a pause to stop, nor to look when it is woken', async () => {
  const { clock, loop, rounds } = await startLoop('woken')
  loop.wake()
  await until('it looks', () => rounds() === 2)
  await loop.stop()
  expect(clock.elapsed()).toBe(0)
})
