import { randomUUID } from 'node:crypto'
import { connect, type Pool } from '../connect.ts'
import type { Database } from '../tables.ts'

/** A role of its own on the server of a database, and a way in as that role. */
export interface TestRole {
  readonly name: string
  /** Whoever comes this way has the rights of the role, and no others. */
  readonly url: string
  readonly database: Database
  drop(): Promise<void>
}

/** Roles belong to the whole server, so each test makes one of another name. */
export async function createRole(sql: Pool, url: string, schema: string, name?: string): Promise<TestRole> {
  const role = name ?? `onesms_role_${randomUUID().replaceAll('-', '').slice(0, 16)}`
  await sql.unsafe(
    `do $$ begin create role "${role}"; exception when duplicate_object or unique_violation then null; end $$`,
  )
  const way = new URL(url)
  way.searchParams.set('role', role)
  const pool = connect({ url: way.href })
  return {
    name: role,
    url: way.href,
    database: { sql: pool, schema },
    drop: async () => {
      await pool.end({ timeout: 1 })
      if (name !== undefined) return
      await sql.unsafe(`drop owned by "${role}"; drop role "${role}"`).simple()
    },
  }
}
