import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStage, type Stage } from '../testing/stage.ts'
import { migrate } from './migrate.ts'
import { isSchemaName } from './tables.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
  expect(await stage.sync()).toMatchObject({ status: 'succeeded' })
})
afterAll(() => stage.close())

describe('T27 a role that was granted nothing', () => {
  it('reads nothing of the schema, whatever a hosted Postgres grants by default in public', async () => {
    const { sql } = stage.database
    const role = `anon_${process.pid}`
    await sql
      .unsafe(`create role "${role}"; alter default privileges in schema public grant all on tables to "${role}"`)
      .simple()
    try {
      const relations = await sql<{ name: string }[]>`
        select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'onesms' and c.relkind in ('r', 'v', 'p', 'm')`
      expect(relations.length).toBeGreaterThan(10)
      for (const { name } of relations) {
        const reading = sql.begin(async tx => {
          await tx.unsafe(`set local role "${role}"`)
          await tx.unsafe(`select * from onesms."${name}" limit 1`)
        })
        await expect(reading, name).rejects.toMatchObject({ code: '42501' })
      }
    } finally {
      await sql.unsafe(`drop owned by "${role}"; drop role "${role}"`).simple()
    }
  })

  it('every table has row-level security on', async () => {
    const open = await stage.database.sql`
      select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'onesms' and c.relkind = 'r' and not c.relrowsecurity`
    expect(open).toEqual([])
  })
})

it('T24 schema names that could be more than a name are refused', () => {
  for (const name of ['a"; drop schema x; --', 'x'.repeat(32), 'Ünïcode', 'pg_catalog', 'a b', '', '1a', 'a.b', "a'"]) {
    expect(isSchemaName(name), name).toBe(false)
  }
  for (const name of ['onesms', '_x', 'a1', 'select', 'x'.repeat(31)]) expect(isSchemaName(name), name).toBe(true)
})

it('two schemas of one database do not see each other, whatever they are called', async () => {
  const { sql } = stage.database
  const other = { sql, schema: 'select' }
  expect(await migrate(other)).not.toEqual([])
  expect(await migrate(other)).toEqual([])
  const [row] = await sql`select count(*) as offers from "select".offers`
  expect(row).toEqual({ offers: 0 })
  expect(await stage.complaints()).toEqual([])
})
