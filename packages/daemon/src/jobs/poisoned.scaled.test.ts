import { expect, it, onTestFinished } from 'vitest'
import type { Database } from '../db/tables.ts'
import { openStage } from '../testing/stage.ts'
import { type Offers, offersAfter, type Poison, quickPoisons, slowPoisons } from './__fixtures__/poisons.ts'

const isFull = process.env['ONESMS_TEST_TIER'] === 'full'
const SYNCS = isFull ? 1_000 : 100
const POISONED = 0.3
/** Most are quick, for the sake of time. */
const SLOW = 0.1

it(
  `G05 through ${SYNCS} syncs of which 30 % are poisoned, the catalog is always the last accepted one`,
  async () => {
    const stage = await openStage({ size: { services: 20, countries: 20, offersPerCountry: 20 } })
    onTestFinished(stage.close)
    const { emulator, database } = stage
    const random = mulberry32(20_261_122)
    const [nextQuick, nextSlow] = [inTurn(quickPoisons), inTurn(slowPoisons)]
    let offers: Offers = new Map()

    for (let round = 0; round < SYNCS; round += 1) {
      emulator.catalog.churn({ fraction: 0.05, seed: round })
      const isPoisoned = round > 0 && random() < POISONED
      const poison = isPoisoned ? (random() < SLOW ? nextSlow() : nextQuick()) : undefined
      const where = `sync ${round}, ${JSON.stringify(poison?.fault ?? null)}`
      const remove = poison ? emulator.faults.inject(poison.fault) : () => {}
      const { status } = await stage.sync()
      remove()

      expect(poison?.effect === 'refused' ? ['rejected', 'failed'] : ['succeeded', 'partial'], where).toContain(status)
      offers = offersAfter(offers, emulator.catalog, poison?.effect ?? null)
      expect(await readCatalog(database), where).toEqual(await expectedCatalog(database, offers))
    }
    expect(await stage.complaints()).toEqual([])
  },
  isFull ? 900_000 : 120_000,
)

function inTurn(poisons: readonly Poison[]): () => Poison | undefined {
  let turn = -1
  return () => poisons[++turn % poisons.length]
}

interface Catalog {
  readonly offers: readonly string[]
  readonly services: Readonly<Record<string, number>>
  readonly countries: Readonly<Record<string, number>>
}

async function readCatalog({ sql }: Database): Promise<Catalog> {
  const offers = await sql<{ line: string }[]>`
    select concat_ws(' ', native_country, native_service, (price * 1000000)::bigint, stock) as line
    from onesms.offers where available`
  return {
    offers: offers.map(({ line }) => line).sort(),
    services: await sums('services'),
    countries: await sums('countries'),
  }

  async function sums(table: 'services' | 'countries'): Promise<Record<string, number>> {
    const rows = await sql<{ code: string; total: number }[]>`
      select code, total_available as total from onesms.${sql(table)} where total_available > 0`
    return Object.fromEntries(rows.map(({ code, total }) => [code, total]))
  }
}

/** The same, added up here. */
async function expectedCatalog({ sql }: Database, offers: Offers): Promise<Catalog> {
  const names = async (table: 'provider_services' | 'provider_countries') =>
    new Map(
      (await sql<{ id: string; code: string }[]>`select native_id as id, code from onesms.${sql(table)}`).map(
        ({ id, code }) => [id, code],
      ),
    )
  const codes = [await names('provider_countries'), await names('provider_services')] as const
  const sums: [Record<string, number>, Record<string, number>] = [{}, {}]
  for (const [key, { stock }] of offers) {
    for (const [index, id] of key.split(' ').entries()) {
      const code = codes[index === 0 ? 0 : 1].get(id) ?? ''
      const sum = sums[index === 0 ? 0 : 1]
      if (stock > 0) sum[code] = (sum[code] ?? 0) + stock
    }
  }
  return {
    offers: [...offers].map(([key, { micros, stock }]) => `${key} ${micros} ${stock}`).sort(),
    countries: sums[0],
    services: sums[1],
  }
}

function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
