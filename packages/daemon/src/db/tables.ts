import type { Pool } from './connect.ts'

const NAME = /^[a-z_][a-z0-9_]{0,30}$/

/** Whether a schema name is one we write into statements. */
export function isSchemaName(name: string): boolean {
  return NAME.test(name) && !name.startsWith('pg_') && name !== 'information_schema'
}

/** A database and the schema in it that is ours. */
export interface Database {
  readonly sql: Pool
  readonly schema: string
}
