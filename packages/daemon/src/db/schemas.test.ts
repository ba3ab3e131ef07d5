import { randomUUID } from 'node:crypto'
import { createHandlerApiEmulator } from '@onesms/sdk/testing'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createRunner } from '../scheduler/runner.ts'
import { createTestDatabase } from '../testing/database.ts'
import { hashCatalog } from '../testing/hash-catalog.ts'
import { emulatedProvider, NEVER, SMALL } from '../testing/stage.ts'
import { connect, type Pool } from './connect.ts'
import { migrate } from './migrate.ts'

async function emptyDatabase(): Promise<Pool> {
  const { url, drop } = await createTestDatabase()
  const sql = connect({ url })
  onTestFinished(async () => {
    await sql.end({ timeout: 1 })
    await drop()
  })
  return sql
}

/** Migrates a schema and syncs both jobs into it. */
async function fill(sql: Pool, schema: string, churn = 0): Promise<string> {
  const database = { sql, schema }
  await migrate(database)
  const emulator = createHandlerApiEmulator({ size: SMALL })
  emulator.catalog.churn({ fraction: churn, seed: 1 })
  const runner = createRunner({ database, holder: 'a', schedule: NEVER })
  const { signal } = new AbortController()
  for (const job of ['services', 'countries'] as const) {
    const result = await runner.run({ job, provider: emulatedProvider(emulator), trigger: 'manual', signal })
    expect(result).toMatchObject({ status: 'succeeded' })
  }
  return hashCatalog(database)
}

describe('schemas', () => {
  it('of any name that is allowed hold a catalog, and do not see each other', async () => {
    const sql = await emptyDatabase()
    const first = await fill(sql, 'onesms')
    for (const schema of ['_', 'select', 'pg', 'x'.repeat(31), 'public']) expect(await fill(sql, schema)).toBe(first)
    expect(await fill(sql, 'onesms', 0.5)).not.toBe(first)
    expect(await hashCatalog({ sql, schema: 'public' })).toBe(first)
  })
})

describe('T27 tables that everybody was granted by default, as in `public` on a hosted Postgres', () => {
  it('show nothing to a role of the public all the same', async () => {
    const sql = await emptyDatabase()
    const role = `onesms_test_${randomUUID().slice(0, 8)}`
    await sql`create role ${sql(role)}`
    onTestFinished(() =>
      sql
        .unsafe(`drop owned by ${role}; drop role ${role}`)
        .simple()
        .then(() => {}),
    )
    await sql.unsafe(`alter default privileges in schema public grant all on tables to ${role}`)
    await fill(sql, 'public')
    const relations = await sql<{ name: string }[]>`
      select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v', 'm', 'p')`
    expect(relations.length).toBeGreaterThan(15)
    for (const { name } of relations) {
      const [row] = await sql.begin(async tx => {
        await tx.unsafe(`set local role ${role}`)
        return tx<{ rows: number }[]>`select count(*) as rows from public.${tx(name)}`
      })
      expect(row, name).toEqual({ rows: 0 })
    }
  })
})
