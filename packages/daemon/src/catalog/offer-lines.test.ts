import type { OfferBatch } from '@onesms/sdk'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stageCandidate } from '../db/store/staging.ts'
import { batchOf, providerOf } from '../jobs/__fixtures__/made-provider.ts'
import { type CatalogDatabase, createCatalogDatabase } from '../scheduler/__fixtures__/catalog-database.ts'
import { type Candidate, collectCandidate } from './candidate.ts'

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

/** What COPY gives a meaning, and what else may stand on the wire. */
const storable = fc
  .array(
    fc.oneof(
      fc.constantFrom('\\', '\\N', '\\.', '"', "'", ',', ' ', 'é', '😀', '\u2028'),
      fc.string({ unit: 'grapheme' }),
    ),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map(parts => parts.join('').slice(0, 30).toWellFormed())
const unstorable = fc.constantFrom('', '\0', 'a\tb', 'a\nb', '\r', '\u0085', 'a\ud83d', '\udc00', 'x'.repeat(65))
const id = fc.oneof({ weight: 30, arbitrary: storable }, { weight: 1, arbitrary: unstorable })
const choice = fc.option(id)
const price = fc.oneof(
  {
    weight: 30,
    arbitrary: fc
      .tuple(fc.nat(99_999), fc.nat(999_999))
      .map(([whole, fraction]) => `${whole}.${String(fraction).padStart(6, '0')}`),
  },
  { weight: 1, arbitrary: fc.constantFrom('NaN', 'Infinity', '-1', '1e3', '', '\\N', '1,5', '9'.repeat(13)) },
)
const stock: fc.Arbitrary<number | null> = fc.oneof(
  { weight: 30, arbitrary: fc.option(fc.nat({ max: 3_000_000_000 })) as fc.Arbitrary<number | null> },
  { weight: 1, arbitrary: fc.constantFrom(-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 1e21) },
)

const batch: fc.Arbitrary<OfferBatch> = fc
  .record({
    country: id,
    isNamed: fc.boolean(),
    rows: fc.array(fc.tuple(id, choice, choice, price, stock), { maxLength: 20 }),
  })
  .map(({ country, isNamed, rows }) =>
    batchOf(
      country,
      rows.map(([service, , , amount, count]) => [service, amount, count]),
      isNamed
        ? { operator: rows.map(([, operator]) => operator), supplier: rows.map(([, , supplier]) => supplier) }
        : {},
    ),
  )

describe('offers on their way into Postgres', () => {
  it('D25 D26 D27 D28 are read back as they were; what cannot be stored is left out and counted, the rest survives', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(batch, { maxLength: 6 }), async batches => {
        const candidate = await collectCandidate(
          providerOf(() => ({ batches })),
          { signal: new AbortController().signal },
        )
        const told = batches.flatMap(rowsOf)
        const fit = told.filter(isFit)
        const expected = firstOfEachKey(fit)
        expect(sorted(await storedRows(candidate))).toEqual(sorted(expected))
        expect(candidate.faults).toEqual({
          invalid: told.length - fit.length,
          duplicates: fit.length - expected.length,
        })
        expect(candidate.stats).toMatchObject({
          offers: expected.length,
          services: new Set(expected.map(([, service]) => service)).size,
          totalStock: expected.reduce((sum, row) => sum + (row[5] ?? 0), 0),
          zeroStock: expected.filter(row => row[5] === 0).length,
        })
      }),
      { numRuns: 150 },
    )
  })
})

async function storedRows(candidate: Candidate): Promise<Row[]> {
  return database.sql.begin(async tx => {
    await stageCandidate(tx, candidate)
    const rows = await tx`
      select native_country, native_service, operator, supplier, price::text, stock from pg_temp.incoming`.values()
    return [...rows] as unknown as Row[]
  })
}

function rowsOf({ country, service, operator, supplier, price, stock }: OfferBatch): Row[] {
  return service.map((name, row) => [
    country,
    name,
    operator?.[row] ?? '',
    supplier?.[row] ?? '',
    price[row] ?? '',
    stock[row] ?? null,
  ])
}

function isFit([country, service, operator, supplier, price, stock]: Row): boolean {
  const isId = (text: string) => text.length >= 1 && text.length <= 64 && text.isWellFormed() && !/\p{Cc}/u.test(text)
  return (
    isId(country) &&
    isId(service) &&
    (operator === '' || isId(operator)) &&
    (supplier === '' || isId(supplier)) &&
    /^\d{1,5}\.\d{6}$/.test(price) &&
    (stock === null || (Number.isSafeInteger(stock) && stock >= 0))
  )
}

function firstOfEachKey(rows: readonly Row[]): Row[] {
  const found = new Map<string, Row>()
  for (const row of rows) {
    const key = JSON.stringify(row.slice(0, 4))
    if (!found.has(key)) found.set(key, row)
  }
  return [...found.values()]
}

function sorted(rows: readonly Row[]): string[] {
  return rows.map(row => JSON.stringify(row)).sort()
}
