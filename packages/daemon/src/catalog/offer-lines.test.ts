import type { OfferBatch } from '@onesms/sdk'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stageCandidate } from '../db/store/staging.ts'
import { batchOf, providerOf } from '../jobs/__fixtures__/made-provider.ts'
import { type CatalogDatabase, createCatalogDatabase } from '../scheduler/__fixtures__/catalog-database.ts'
import { collectCandidate } from './candidate.ts'

let database: CatalogDatabase
beforeAll(async () => {
  database = await createCatalogDatabase()
})
afterAll(() => database?.drop())

type Row = readonly [
  country: string,
  service: string,
  operator: string,
  supplier: string,
  price: string,
  stock: number | null,
]

/** Text as it may stand on the wire, with what COPY gives a meaning; no NUL, which Postgres cannot hold. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom('\\', '\t', '\n', '\r', '\\N', '\\.', '\b', '\v', '"', ',', 'é', '😀', '\u2028'),
      fc.string({ unit: 'grapheme' }),
    ),
    {
      maxLength: 6,
    },
  )
  .map(parts => parts.join('').replaceAll('\0', ''))
const price = fc
  .tuple(fc.nat(99_999), fc.nat(999_999))
  .map(([whole, fraction]) => `${whole}.${String(fraction).padStart(6, '0')}`)

const batch: fc.Arbitrary<OfferBatch> = fc
  .record({
    country: text,
    named: fc.boolean(),
    rows: fc.array(fc.tuple(text, text, text, price, fc.option(fc.nat({ max: 3_000_000_000 }))), { maxLength: 20 }),
  })
  .map(({ country, named, rows }) =>
    batchOf(
      country,
      rows.map(([service, , , price, stock]) => [service, price, stock]),
      named
        ? {
            operator: rows.map(([, operator]) => operator || null),
            supplier: rows.map(([, , supplier]) => supplier || null),
          }
        : {},
    ),
  )

describe('offers on their way into Postgres', () => {
  it('are read back as they were, whatever is in their names', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(batch, { maxLength: 6 }), async batches => {
        const provider = providerOf(() => ({ batches }))
        const candidate = await collectCandidate(provider, { signal: new AbortController().signal })
        const stored = await storedRows(candidate)
        const expected = firstOfEachKey(batches)
        expect(sorted(stored)).toEqual(sorted(expected))
        expect(candidate.stats.offers).toBe(expected.length)
        expect(candidate.faults.duplicates).toBe(batches.flatMap(({ service }) => service).length - expected.length)
        expect(candidate.stats.totalStock).toBe(expected.reduce((sum, row) => sum + (row[5] ?? 0), 0))
        expect(candidate.stats.zeroStock).toBe(expected.filter(row => row[5] === 0).length)
      }),
      { numRuns: 150 },
    )
  })
})

async function storedRows(candidate: Awaited<ReturnType<typeof collectCandidate>>): Promise<Row[]> {
  return database.sql.begin(async tx => {
    await tx.unsafe(`set local search_path to pg_temp, "${database.schema}"`)
    await stageCandidate(tx, candidate)
    const rows = await tx<Row[]>`
      select native_country, native_service, operator, supplier, price::text, stock from incoming`.values()
    return [...rows] as unknown as Row[]
  })
}

function firstOfEachKey(batches: readonly OfferBatch[]): Row[] {
  const rows = new Map<string, Row>()
  for (const { country, service, operator, supplier, price, stock } of batches) {
    for (const [index, name] of service.entries()) {
      const names = [country, name, operator?.[index] ?? '', supplier?.[index] ?? ''] as const
      const key = JSON.stringify(names)
      if (!rows.has(key)) rows.set(key, [...names, price[index] ?? '', stock[index] ?? null])
    }
  }
  return [...rows.values()]
}

function sorted(rows: readonly Row[]): string[] {
  return rows.map(row => JSON.stringify(row)).sort()
}
