import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/database.ts'
import { connect, type Pool } from './connect.ts'
import { checkSchema, migrate, printMigrations, SchemaError } from './migrate.ts'
import { migrations } from './migrations.generated.ts'
import type { Database } from './tables.ts'

const schema = 'onesms'
const steps = migrations.map(({ id, name }) => `${String(id).padStart(4, '0')}_${name}`)
let server: TestDatabase
let sql: Pool
beforeAll(async () => {
  server = await createTestDatabase()
  sql = connect({ url: server.url })
})
afterEach(() => sql`drop schema if exists onesms cascade`)
afterAll(async () => {
  await sql?.end({ timeout: 1 })
  await server?.drop()
})

const tables = async (name = schema) =>
  (await sql`select tablename from pg_tables where schemaname = ${name} order by 1`).map(row => row['tablename'])
const refusal = async (action: (database: Database) => Promise<unknown>): Promise<SchemaError> => {
  const error = await action({ sql, schema }).catch((thrown: unknown) => thrown)
  if (error instanceof SchemaError) return error
  throw error
}

describe('migrate', () => {
  it('takes every step once', async () => {
    expect(await migrate({ sql, schema })).toEqual(steps)
    expect(await tables()).toEqual(expect.arrayContaining(['migrations', 'offers', 'services', 'sync_runs']))
    expect(await migrate({ sql, schema })).toEqual([])
    await expect(checkSchema({ sql, schema })).resolves.toBeUndefined()
  })

  it('keeps schemas apart', async () => {
    await migrate({ sql, schema })
    expect(await migrate({ sql, schema: 'another_one' })).toEqual(steps)
    expect(await tables('another_one')).toEqual(await tables())
    expect(await tables('public')).toEqual([])
    await sql`drop schema another_one cascade`
  })

  it('shows rows to their owner alone, in every table', async () => {
    await migrate({ sql, schema })
    const open = await sql`
      select tablename from pg_tables where schemaname = ${schema} and not rowsecurity`
    expect([...open]).toEqual([])
  })

  it('D14 many at once: each step is taken once, and the others find it taken', async () => {
    const pools = Array.from({ length: 5 }, () => connect({ url: server.url, max: 1 }))
    const taken = await Promise.all(pools.map(pool => migrate({ sql: pool, schema })))
    expect(taken.flat().sort()).toEqual(steps)
    await Promise.all(pools.map(pool => pool.end()))
  })

  it('D14 leaves nothing behind when a step fails, and takes it when it can', async () => {
    await sql`create schema onesms`
    await sql`create table onesms.sync_runs (in_the_way int)`
    await expect(migrate({ sql, schema })).rejects.toThrow('already exists')
    expect(await tables()).toEqual(['sync_runs'])
    await sql`drop table onesms.sync_runs`
    expect(await migrate({ sql, schema })).toEqual(steps)
  })

  it('refuses a schema that was not migrated, was changed since, or by a newer version', async () => {
    expect((await refusal(checkSchema)).message).toContain('onesms migrate')
    await migrate({ sql, schema })
    await sql`update onesms.migrations set checksum = 'other'`
    for (const action of [checkSchema, migrate]) {
      const error = await refusal(action)
      expect(error.message).toMatch(/^Step 0001_\w+ was changed/)
      expect(error.isNewer).toBe(false)
    }
  })

  it('D14 does not write to a schema that a newer version made different, and bears one that it extended', async () => {
    await migrate({ sql, schema })
    await sql`insert into onesms.migrations (id, name, checksum, breaking) values (9998, 'more', 'x', false)`
    expect(await migrate({ sql, schema })).toEqual([])
    await expect(checkSchema({ sql, schema })).resolves.toBeUndefined()
    await sql`insert into onesms.migrations (id, name, checksum, breaking) values (9999, 'other', 'x', true)`
    for (const action of [checkSchema, migrate]) {
      expect(await refusal(action)).toMatchObject({
        isNewer: true,
        message: expect.stringContaining('step 9999_other'),
      })
    }
  })
})

describe('printMigrations', () => {
  it('is SQL that a database takes, and after which there is nothing to do', async () => {
    const psql = connect({ url: server.url, max: 1 })
    await psql.unsafe(printMigrations(schema)).simple()
    expect(await migrate({ sql, schema })).toEqual([])
    const printed = await tables()
    const columns = () =>
      sql`
        select table_name, column_name, data_type, is_nullable, column_default from information_schema.columns
        where table_schema = ${schema} order by 1, 2`
    const printedColumns = [...(await columns())]
    await sql`drop schema onesms cascade`
    await migrate({ sql, schema })
    expect(await tables()).toEqual(printed)
    expect([...(await columns())]).toEqual(printedColumns)
    await psql.end()
  })

  it('is all or nothing', async () => {
    await sql`create schema onesms`
    await sql`create table onesms.sync_runs (in_the_way int)`
    const psql = connect({ url: server.url, max: 1 })
    await expect(psql.unsafe(printMigrations(schema)).simple()).rejects.toThrow('already exists')
    await psql.end()
    expect(await tables()).toEqual(['sync_runs'])
  })

  it('serves a role that may create nothing', async () => {
    const limited = connect({ url: server.url, max: 1 })
    const [database] = await sql<{ name: string }[]>`select current_database() as name`
    if (!database) throw new Error('the database has no name')
    await sql`create role limited`
    await sql`grant create on database ${sql(database.name)} to limited`
    await limited`set role limited`
    await limited.unsafe(printMigrations(schema)).simple()
    await sql`revoke create on database ${sql(database.name)} from limited`
    await sql`alter schema onesms owner to current_user`
    await sql`grant usage on schema onesms to limited`
    await expect(limited`create table onesms.mine ()`).rejects.toThrow('permission denied')
    expect(await migrate({ sql: limited, schema })).toEqual([])
    await limited.end()
    await sql`drop owned by limited`
    await sql`drop role limited`
  })
})
