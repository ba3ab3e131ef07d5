import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CatalogDatabase, createCatalogDatabase } from '../../scheduler/__fixtures__/catalog-database.ts'
import { readOnlyQuery } from './query.ts'

let database: CatalogDatabase
beforeAll(async () => {
  database = await createCatalogDatabase()
  await database.sql`insert into onesms.services (code, name, total_available) values ('telegram', 'Telegram', 3)`
})
afterAll(() => database?.drop())

const query = (statement: string) => readOnlyQuery(database, statement)
const insert = `insert into services (code, name) values ('x', 'X')`

describe('readOnlyQuery', () => {
  it('finds our tables without naming the schema', async () => {
    expect(await query('select code, total_available from services;')).toEqual([
      { code: 'telegram', total_available: 3 },
    ])
    expect(await query(`select 1.50::numeric as price, null as nothing`)).toEqual([{ price: '1.50', nothing: null }])
  })

  it.each([
    insert,
    'update services set active = false',
    'delete from services',
    'truncate services',
    'create table mine (a int)',
    'drop table services',
    `with written as (${insert} returning code) select * from written`,
    `explain analyze ${insert}`,
    `do $$ begin ${insert}; end $$`,
    `commit; ${insert}`,
    `rollback; ${insert}; begin`,
    `set transaction read write; ${insert}`,
    `end; begin; ${insert}; commit`,
    `select set_config('transaction_read_only', 'off', true)`,
    'copy services (code, name) from stdin',
    "select nextval(pg_get_serial_sequence('sync_runs', 'id'))",
    'select * from services for update',
  ])('does not write: %s', async statement => {
    await expect(query(statement)).rejects.toThrow()
    expect([...(await database.sql`select code, active from onesms.services`)]).toEqual([
      { code: 'telegram', active: true },
    ])
  })

  it.each(['commit', 'set transaction read write', 'begin', 'set session characteristics as transaction read write'])(
    'leaves no way to write behind: %s',
    async statement => {
      const one = database.connect(1)
      await readOnlyQuery(one, statement).catch(() => {})
      await expect(readOnlyQuery(one, insert)).rejects.toThrow('a query begins with')
    },
  )

  it('leaves the search path of the connection as it was', async () => {
    const { sql, schema } = database.connect(1)
    const before = await sql`show search_path`
    await readOnlyQuery({ sql, schema }, 'select 1')
    expect(await sql`show search_path`).toEqual(before)
  })
})
