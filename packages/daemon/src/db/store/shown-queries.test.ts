import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type CatalogDatabase, createCatalogDatabase } from '../../scheduler/__fixtures__/catalog-database.ts'
import { readOnlyQuery } from './query.ts'

const root = fileURLToPath(new URL('../../../../../', import.meta.url))

/** Pages of docs and examples, and the README. */
function pages(): readonly string[] {
  const within = ['docs', 'examples'].flatMap(folder =>
    readdirSync(`${root}${folder}`).map(name => `${folder}/${name}`),
  )
  const deeper = within
    .filter(path => !/\.\w+$|node_modules|\/\./.test(path))
    .flatMap(path => readdirSync(`${root}${path}`).map(name => `${path}/${name}`))
  return ['README.md', ...within, ...deeper].filter(path => path.endsWith('.md'))
}

/** The statements of blocks of SQL, and those that `onesms query` is given; none that write, and none for a scheduler of others. */
function queriesOf(page: string): readonly string[] {
  const text = readFileSync(`${root}${page}`, 'utf8')
  const blocks = Array.from(text.matchAll(/^```sql\n([\s\S]*?)^```$/gm), ([, block = '']) =>
    block.replaceAll(/^--.*\n/gm, ''),
  )
  const given = Array.from(text.matchAll(/onesms query (?:--demo )?"([^"]+)"/g), ([, statement = '']) => statement)
  const statements = [...blocks, ...given].flatMap(block => block.split(';')).map(statement => statement.trim())
  return statements.filter(statement => /^(select|with)\b/i.test(statement) && !statement.includes('cron.'))
}

let database: CatalogDatabase
beforeAll(async () => {
  database = await createCatalogDatabase()
})
afterAll(() => database?.drop())

const shown = pages().flatMap(page => queriesOf(page).map(query => [page, query] as const))

it('there are queries in pages', () => expect(shown.length).toBeGreaterThan(8))

it.each(shown)('a query of %s runs: %s', async (_, query) => {
  expect(await readOnlyQuery(database, query)).toBeInstanceOf(Array)
})
