import { expect, it } from 'vitest'
import { FakeClock } from '../testing/fake-clock.ts'
import { createNapLoop } from './nap-loop.ts'

function scene() {
  const clock = new FakeClock()
  const turns: number[] = []
  const pauses: (number | null)[] = []
  const loop = createNapLoop(clock, async () => {
    turns.push(clock.elapsed())
    return pauses.shift() ?? null
  })
  return { clock, turns, pauses, loop }
}

it('takes turns until there is nothing to do, and then again when it is woken', async () => {
  const { clock, turns, pauses, loop } = scene()
  pauses.push(100, 50)
  loop.wake()
  await clock.advance(1_000)
  expect(turns).toEqual([0, 100, 150])
  expect(loop.isRunning()).toBe(false)
  loop.wake()
  await clock.advance(0)
  expect(turns).toEqual([0, 100, 150, 1_000])
  expect(clock.sleeping).toBe(0)
})

it('wake() ends a pause, start() leaves it as it is', async () => {
  const { clock, turns, pauses, loop } = scene()
  pauses.push(100, 100)
  loop.start()
  await clock.advance(10)
  loop.start()
  await clock.advance(10)
  expect(turns).toEqual([0])
  loop.wake()
  await clock.advance(0)
  expect(turns).toEqual([0, 20])
  await loop.stop()
})

it('does not miss a call that comes amid its last turn', async () => {
  const { clock, turns, loop } = scene()
  loop.start()
  loop.start()
  await clock.advance(0)
  expect(turns).toEqual([0, 0])
})

it('E15 stopped, it takes no turn and leaves no timer', async () => {
  const { clock, turns, pauses, loop } = scene()
  pauses.push(100)
  loop.start()
  await clock.advance(10)
  await loop.stop()
  loop.wake()
  await clock.advance(1_000)
  expect(turns).toEqual([0])
  expect(clock.sleeping).toBe(0)
})
