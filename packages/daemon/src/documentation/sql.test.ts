import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CatalogDatabase, createCatalogDatabase } from '../scheduler/__fixtures__/catalog-database.ts'
import { page, pages, rowsOf, spansIn } from './__fixtures__/pages.ts'

let database: CatalogDatabase
beforeAll(async () => {
  database = await createCatalogDatabase()
})
afterAll(() => database?.drop())

const read = (query: string) =>
  database.sql.begin(async tx => {
    await tx.unsafe('set local search_path to onesms')
    return await tx.unsafe(query)
  })
const columnsOf = async (relation: string) =>
  (
    await read(
      `select column_name as name from information_schema.columns where table_schema = 'onesms' and table_name = '${relation}'`,
    )
  ).map(row => row['name'] as string)

/** What the text would have one ask. */
const queries = [...pages].flatMap(([name, text]) =>
  spansIn(text)
    .filter(span => /^SELECT .* FROM /i.test(span))
    .map(query => [name, query.replace("'…'", "'services'")] as const),
)

describe('docs/daemon', () => {
  it('has queries in its text', () => {
    expect(queries.length).toBeGreaterThan(2)
  })

  it.each(queries)('%s: %s', async (_, query) => {
    await expect(read(query)).resolves.toBeDefined()
  })

  it('names every table and view, and columns that they have', async () => {
    const rows = rowsOf(page('database').split(/^## /m)[0] ?? '')
    const told = rows.flatMap(([names = '']) => spansIn(names))
    const known = await read(
      `select relname as name from pg_class where relnamespace = 'onesms'::regnamespace and relkind in ('r', 'v') order by 1`,
    )
    expect(told.toSorted()).toEqual(known.map(row => row['name']))
    for (const [names = '', holds = ''] of rows) {
      const relations = spansIn(names)
      const columns = (await Promise.all(relations.map(columnsOf))).flat()
      const named = spansIn(holds.replaceAll(/\([^)]*\)/g, '')).filter(span => /^[a-z_]+$/.test(span))
      expect(
        named.filter(column => !columns.includes(column)),
        names,
      ).toEqual([])
    }
  })
})
