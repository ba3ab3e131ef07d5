import { expect, it } from 'vitest'
import { FakeClock } from '../testing/fake-clock.ts'
import { createLateWrites } from './late-writes.ts'

const scene = (limit = 600_000) => {
  const clock = new FakeClock()
  const tries: number[] = []
  let isWorking = false
  const write = async () => {
    tries.push(clock.elapsed())
    if (!isWorking) throw new Error('the disk is full')
  }
  const heal = () => {
    isWorking = true
  }
  return { clock, late: createLateWrites(clock, limit), tries, write, heal }
}

it('P32 tries again, less and less often, until it is written', async () => {
  const { clock, late, tries, write, heal } = scene()
  late.add(write)
  await clock.advance(100_000)
  expect(tries).toEqual([1_000, 3_000, 7_000, 15_000, 31_000, 61_000, 91_000])
  heal()
  await clock.advance(30_000)
  expect(tries).toHaveLength(8)
  expect(clock.sleeping).toBe(0)
})

it('gives up what is no longer worth writing', async () => {
  const { clock, late, write } = scene(60_000)
  late.add(write)
  await clock.advance(120_000)
  expect(clock.sleeping).toBe(0)
})

it('E15 tries once more when it is closed, and leaves no timer', async () => {
  const { clock, late, tries, write } = scene()
  late.add(write)
  await clock.advance(1_500)
  await late.close()
  expect(tries).toHaveLength(2)
  expect(clock.sleeping).toBe(0)
})
