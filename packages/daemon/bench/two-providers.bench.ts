import { fiveSim } from '@onesms/sdk/providers/five-sim'
import { createFiveSimEmulator } from '@onesms/sdk/testing'
import { type Bench, time } from './bench.ts'
import { openStage, type Stage } from './catalog-stage.ts'
import { createFloor, parseAndCopy, parseAndCopyOperators } from './floor.ts'

/** Two emulated providers of full size, whose catalogs are copied at the same time into one database. */
interface Both extends Pick<Stage, 'sql' | 'reset'> {
  churn(seed: number): void
  /** The least that brings both price tables there. */
  floor(kind: 'same' | 'unlogged'): Promise<number>
  /** Answers with the rows that were written. */
  sync(): Promise<number>
  countOffers(): Promise<number>
}

export const bothFirst: Bench = {
  about: 'as first-sync, of two providers at once',
  run: rounds =>
    onBoth(async both => {
      const [floor, ours]: [number[], number[]] = [[], []]
      for (let round = 0; round < rounds; round += 1) {
        await both.reset()
        floor.push(await both.floor('same'))
        await both.sql.unsafe('checkpoint')
        ours.push(await time(both.sync))
        await both.sql.unsafe('checkpoint')
      }
      return { floor, ours, notes: [`${await both.countOffers()} offers`] }
    }),
}

export const bothOnePercent: Bench = {
  about: 'as sync-1pct, of two providers at once',
  run: rounds =>
    onBoth(async both => {
      await both.reset()
      await both.sync()
      await both.sql.unsafe('vacuum analyze onesms.offers')
      const [floor, ours]: [number[], number[]] = [[], []]
      for (let round = 0; round < rounds; round += 1) {
        both.churn(round + 1)
        floor.push(await both.floor('unlogged'))
        ours.push(await time(both.sync))
      }
      return { floor, ours }
    }),
}

export const bothNothing: Bench = {
  about: 'syncs of two providers at once in which nothing changed, over JSON.parse and COPY into an unlogged table',
  run: rounds =>
    onBoth(async both => {
      await both.reset()
      await both.sync()
      await both.sql.unsafe('vacuum analyze onesms.offers')
      const [floor, ours]: [number[], number[]] = [[], []]
      let rows = 0
      for (let round = 0; round < rounds; round += 1) {
        floor.push(await both.floor('unlogged'))
        ours.push(
          await time(async () => {
            rows += await both.sync()
          }),
        )
      }
      return { floor, ours, notes: [`${rows} rows rewritten (goal 0)`] }
    }),
}

async function onBoth<T>(work: (both: Both) => Promise<T>): Promise<T> {
  const stage = await openStage()
  const { sql, emulator: hero } = stage
  const five = createFiveSimEmulator()
  const baseUrl = 'http://localhost/v1'
  const other = fiveSim({ apiKey: five.apiKey, baseUrl, fetch: five.fetch, requestsPerSecond: 1_000 })
  const syncOne = async (provider = stage.provider) => {
    const result = await stage.sync(provider)
    if (result.status !== 'succeeded') throw new Error(`the sync ended ${result.status}: ${result.reason}`)
    return result.rowsWritten
  }
  try {
    return await work({
      sql,
      reset: stage.reset,
      churn: seed => {
        for (const { catalog } of [hero, five]) catalog.churn({ fraction: 0.01, seed })
      },
      floor: async kind => {
        const bodies = [await stage.prices(), await (await five.fetch(`${baseUrl}/guest/prices`)).text()] as const
        await createFloor(sql, kind)
        return time(async () => {
          await Promise.all([parseAndCopy(sql, bodies[0]), parseAndCopyOperators(sql, bodies[1])])
        })
      },
      sync: async () => {
        const [one, two] = await Promise.all([syncOne(), syncOne(other)])
        return one + two
      },
      countOffers: async () => {
        const [row] = await sql<{ count: number }[]>`select count(*) as count from onesms.offers`
        return row?.count ?? 0
      },
    })
  } finally {
    await stage.close()
  }
}
