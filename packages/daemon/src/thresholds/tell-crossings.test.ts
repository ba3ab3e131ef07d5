import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { batchOf, providerOf, small } from '../jobs/__fixtures__/made-provider.ts'
import { upkeepOf } from '../jobs/upkeep.ts'
import { saveSubscriptions } from '../outbox/endpoints.ts'
import { generalTypes } from '../outbox/events.ts'
import { type CatalogDatabase, createCatalogDatabase } from '../scheduler/__fixtures__/catalog-database.ts'
import { runOnce } from '../testing/run-once.ts'

let database: CatalogDatabase
beforeAll(async () => {
  database = await createCatalogDatabase()
})
beforeEach(async () => {
  await database.clear()
  await saveSubscriptions(database, [{ id: 'shop', types: generalTypes, subjects: null }])
})
afterAll(() => database?.drop())

const upkeep = upkeepOf({
  watch: [
    { service: 'telegram', country: 'GB', stockBelow: 10, priceAbove: { amount: '0.60', currency: 'USD' } },
    { service: 'telegram', country: 'DE', stockBelow: 10 },
    { service: 'telegram', country: 'GB', provider: 'other', stockBelow: 1 },
  ],
})

type Row = readonly [price: string, stock: number | null]

/** A sync of what is sold in England now; what there is in Germany tells no stock. */
const sync = (...rows: readonly Row[]) => {
  const [, second] = small.batches ?? []
  const england = batchOf('16', [...rows.map(([price, stock]) => ['tg', price, stock] as const), ['zz', '0.25', 0]])
  const operators = { ...england, operator: [...rows.map((_, index) => `o${index}`), null] }
  const batches = [operators, ...(second ? [second] : [])]
  return runOnce(
    database,
    'services',
    providerOf(() => ({ ...small, batches })),
    { upkeep, accept: true },
  )
}
const told = async () => {
  const rows = await database.sql<{ type: string; payload: Record<string, unknown> }[]>`
    with gone as (delete from onesms.outbox returning *) select type, payload from gone order by id`
  return rows.map(({ type, payload }) => [type, payload['provider'], payload['stock'] ?? payload['price']])
}

describe('a line of stock or price', () => {
  it('is told once when a sync crosses it, and once when it is clearly back', async () => {
    await sync(['0.50', 20])
    expect(await told()).toEqual([['stock.below', 'other', 0]])
    await sync(['0.50', 9])
    expect(await told()).toEqual([['stock.below', null, 9]])
    for (const stock of [8, 10, 9]) await sync(['0.50', stock])
    expect(await told()).toEqual([])
    await sync(['0.50', 11])
    expect(await told()).toEqual([['stock.above', null, 11]])
  })

  it('is about the cheapest that is in stock, and about all stock there is', async () => {
    await sync(['0.50', 6], ['0.70', 6])
    expect(await told()).toEqual([['stock.below', 'other', 0]])
    await sync(['0.50', 0], ['0.70', 12])
    expect(await told()).toEqual([['price.above', null, { amount: '0.7', currency: 'USD' }]])
    await sync(['0.58', 6], ['0.70', 6])
    expect(await told()).toEqual([])
    await sync(['0.57', 6], ['0.70', 6])
    expect(await told()).toEqual([['price.below', null, { amount: '0.57', currency: 'USD' }]])
  })

  it('is not told where stock is not told', async () => {
    await sync(['0.50', 20], ['0.70', null])
    expect(await told()).toEqual([['stock.below', 'other', 0]])
  })

  it('is not told of a sync that was not published; its refusal is, once in a row', async () => {
    await sync(['0.50', 20])
    await told()
    const refused = () =>
      runOnce(
        database,
        'services',
        providerOf(() => ({ ...small, batches: [] })),
        { upkeep },
      )
    expect(await refused()).toMatchObject({ status: 'rejected' })
    expect(await refused()).toMatchObject({ status: 'rejected' })
    const rows = await database.sql`select type, ordering_key, payload from onesms.outbox order by id`
    expect(rows).toMatchObject([
      {
        type: 'sync.refused',
        ordering_key: 'sync:made-up',
        payload: { provider: 'made-up', job: 'services', guard: expect.any(String), reason: expect.any(String) },
      },
    ])
    await told()
    expect(await sync(['0.50', 20])).toMatchObject({ status: 'succeeded' })
    await refused()
    expect(await told()).toHaveLength(1)
  })
})
