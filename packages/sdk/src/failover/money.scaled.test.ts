import { describe, expect, it } from 'vitest'
import type { Provider } from '../provider/provider.ts'
import { storm } from '../purchase/simulation/scenario.ts'
import { simulate } from '../purchase/simulation/simulate.ts'
import { inProcess, openPair } from './__fixtures__/virtual-pair.ts'
import { failover } from './failover.ts'

const isFull = process.env['ONESMS_TEST_TIER'] === 'full'
/** Of each of five seeds: 100,000 in all at full size. */
const BUYS = isFull ? 20_000 : 2_000
const TIMEOUT = isFull ? 600_000 : 60_000

const ofTwo = (seed: number) => storm({ seed, buys: BUYS, open: openPair, wrapProvider: inProcess })

describe('the money test over two providers', { timeout: TIMEOUT }, () => {
  it.each([1, 2, 3, 4, 5])('G01 P25 nothing is lost, double or stolen behind failover, seed %i', async seed => {
    const report = await simulate(ofTwo(seed))
    expect(report).toMatchObject({ lost: 0, overBought: 0, stolen: 0 })
    expect(report.deaths).toBeGreaterThan(BUYS / 200)
    expect(report.delivered).toBeGreaterThan(BUYS * 0.8)
  })

  it('G03 red: the next is asked whatever the error of the one before', async () => {
    const report = await simulate({ ...ofTwo(1), buys: 2_000, wrapProvider: askOnAnyError })
    expect(report.overBought).toBeGreaterThan(0)
  })
})

/** A failover that takes every error for a refusal. */
function askOnAnyError({ members = [] }: Provider): Provider {
  const [left, right] = members
  if (!left || !right) throw new Error('a pair is two')
  const pair = failover([left, right])
  return {
    ...pair,
    activations: {
      ...pair.activations,
      purchase: (order, call) =>
        left.activations.purchase(order, call).catch(() => right.activations.purchase(order, call)),
    },
  }
}
