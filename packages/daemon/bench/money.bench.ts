import { storm } from '../../sdk/src/purchase/simulation/scenario.ts'
import { simulate } from '../../sdk/src/purchase/simulation/simulate.ts'
import type { Bench } from './bench.ts'

const BUYS = 100_000
const LIMIT = 20_000

export const moneyTest: Bench = {
  about: '100,000 simulated buys with 30 % faults and 1 % deaths, over the 20 s that it may take',
  run: async rounds => {
    const ours: number[] = []
    const notes: string[] = []
    for (let seed = 1; seed <= rounds; seed += 1) {
      const before = performance.now()
      const { lost, overBought, stolen, deaths, lists } = await simulate(storm({ seed, buys: BUYS }))
      ours.push(performance.now() - before)
      notes.push(
        `seed ${seed}: ${lost} lost, ${overBought} over-bought, ${stolen} stolen; ${deaths} deaths, ${lists} lists`,
      )
    }
    return { floor: ours.map(() => LIMIT), ours, notes }
  },
}
