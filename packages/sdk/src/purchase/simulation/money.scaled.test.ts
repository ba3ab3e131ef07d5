import { describe, expect, it } from 'vitest'
import { storm, TRAITS } from './scenario.ts'
import { simulate } from './simulate.ts'

const isFull = process.env['ONESMS_TEST_TIER'] === 'full'
const BUYS = isFull ? 100_000 : 5_000
const TIMEOUT = isFull ? 300_000 : 60_000
const HORIZON = TRAITS.purchaseTimeout + TRAITS.latestCommit + 2 * TRAITS.listLag

const quantile = (figures: readonly number[], share: number) =>
  [...figures].sort((left, right) => left - right)[Math.ceil(figures.length * share) - 1] ?? 0

describe('the money test', { timeout: TIMEOUT }, () => {
  it.each([1, 2, 3, 4, 5])(
    'G01 P29 nothing is lost, double or stolen in a storm of faults and deaths, seed %i',
    async seed => {
      const report = await simulate(storm({ seed, buys: BUYS }))
      expect(report).toMatchObject({ lost: 0, overBought: 0, stolen: 0, writtenOff: 0 })
      expect(report.deaths).toBeGreaterThan(BUYS / 200)
      expect(report.delivered).toBeGreaterThan(BUYS * 0.8)
    },
  )

  it('G01 nor when everybody buys the same twenty things', async () => {
    const report = await simulate(storm({ seed: 6, buys: BUYS / 5, keys: 20 }))
    expect(report).toMatchObject({ lost: 0, overBought: 0, stolen: 0 })
  })

  it('G01 P39 on a shared account nothing of others is taken, and nothing of ours goes unseen', async () => {
    const report = await simulate(storm({ buys: 1_000, mode: 'shared', foreignBuys: 1_000 }))
    expect(report).toMatchObject({ lost: 0, stolen: 0, writtenOff: 0, takenFromOthers: 0 })
  })

  it('G18 unknown purchases settle within 30 s of the horizon, by one list in 5 s', async () => {
    const report = await simulate(storm({ buys: 3_000, processes: 1, deaths: 0 }))
    expect(report.settling.length).toBeGreaterThan(500)
    expect(quantile(report.settling, 0.999)).toBeLessThanOrEqual(HORIZON + 30_000)
    expect(report.shortestListPause).toBeGreaterThanOrEqual(5_000)
  })

  it('G18 a number that was sold twice is shown within 120 s', async () => {
    const calm = Object.fromEntries(Object.entries(storm({}).mix).map(([fault, share]) => [fault, share / 10]))
    const report = await simulate(storm({ buys: 3_000, mix: { ...storm({}).mix, ...calm } }))
    expect(report.orphanDelays.length).toBeGreaterThan(5)
    expect(Math.max(...report.orphanDelays)).toBeLessThanOrEqual(120_000)
  })
})
