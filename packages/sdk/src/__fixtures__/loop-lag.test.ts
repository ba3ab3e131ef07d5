import { expect, it } from 'vitest'
import { longestStop } from './loop-lag.ts'

const usedUp = () => process.cpuUsage().user + process.cpuUsage().system

const burn = (ms: number) => {
  const from = usedUp()
  while (usedUp() - from < ms * 1_000);
}

it('a stop is seen, and pauses between short ones are none', async () => {
  expect(await longestStop(async () => burn(120), { below: 0 })).toBeGreaterThanOrEqual(110)
  const inSlices = async () => {
    for (let slice = 0; slice < 12; slice += 1) {
      burn(10)
      await new Promise(resolve => setImmediate(resolve))
    }
  }
  expect(await longestStop(inSlices, { below: 100 })).toBeLessThan(100)
})
