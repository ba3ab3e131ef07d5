import { expect, it } from 'vitest'
import { virtualClient } from '../client/__fixtures__/client.ts'
import { timeLeftOf, untilCancellableOf } from './remaining.ts'

it('counts down to the end, and to when it may be given back', async () => {
  const { buy, clock } = virtualClient()
  const activation = await buy()
  expect([activation.timeLeft(), activation.untilCancellable()]).toEqual([1_200_000, 120_000])
  await clock.advance(90_000)
  expect([activation.timeLeft(), activation.untilCancellable()]).toEqual([1_110_000, 30_000])
  await clock.advance(2_000_000)
  expect([activation.timeLeft(), activation.untilCancellable()]).toEqual([0, 0])
})

it('R05 is right after an hour in which nothing ran', async () => {
  const { buy, clock } = virtualClient({ traits: { lifetime: 4_000_000 } })
  const activation = await buy()
  clock.set(clock.now() + 3_600_000) // a machine that slept
  expect(activation.timeLeft()).toBe(400_000)
})

it('is over with the number', async () => {
  const { buy, vendor } = virtualClient()
  const activation = await buy()
  vendor.closeNumber(activation.id)
  await activation.refresh()
  expect([activation.timeLeft(), activation.untilCancellable()]).toEqual([0, 0])
})

it('has no end where none is told', async () => {
  const { snapshot } = await virtualClient().buy()
  const endless = { snapshot, timeLeft: () => Number.POSITIVE_INFINITY, untilCancellable: () => 0 }
  expect([timeLeftOf(endless), untilCancellableOf(endless)]).toEqual([Number.POSITIVE_INFINITY, 0])
})
