import { createHash } from 'node:crypto'
import type { Sql } from './connect.ts'
import { migrations } from './migrations.generated.ts'
import type { Database } from './tables.ts'

/** One step of the schema. */
export interface Migration {
  readonly id: number
  readonly name: string
  /** Whether older versions of the daemon must not work with the schema afterwards. */
  readonly breaking: boolean
  readonly sql: string
}

/** The schema is not one this version can work with. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError'
}

// Any number will do, as long as all versions use the same.
const LOCK = 0x0e5_5e5

/**
 * Brings the schema up to date, and answers with the names of the steps it took. Safe to call from many processes at
 * once: one migrates, the others wait. Each step is a transaction, so an interrupted migration resumes where it was.
 *
 * @throws {@link SchemaError} when the schema is newer than this version understands, or a step was changed after it ran.
 */
export async function migrate({ sql, schema }: Database): Promise<readonly string[]> {
  const steps: string[] = []
  // A role without the right to create anything can start on a schema that somebody else migrated.
  if ((await readApplied(sql, schema))?.length === migrations.length) return steps
  for (const migration of migrations) {
    const taken = await sql.begin(async tx => {
      await tx`select pg_advisory_xact_lock(${LOCK})`
      await ensureMigrationsTable(tx, schema)
      if (await isApplied(tx, migration)) return false
      await tx.unsafe(migration.sql).simple()
      await tx`
        insert into migrations (id, name, checksum, breaking)
        values (${migration.id}, ${migration.name}, ${checksum(migration)}, ${migration.breaking})`
      return true
    })
    if (taken) steps.push(nameOf(migration))
  }
  await checkSchema({ sql, schema })
  return steps
}

/** Refuses a schema that this version must not write to. */
export async function checkSchema({ sql, schema }: Database): Promise<void> {
  const rows = await readApplied(sql, schema)
  const newest = migrations.at(-1)?.id ?? 0
  const tooNew = rows?.find(row => row.id > newest && row.breaking)
  if (tooNew) {
    throw new SchemaError(
      `The schema "${schema}" was migrated by a newer version (step ${tooNew.id} ${tooNew.name}), which this one must not write to.\nUpdate @onesms/daemon.`,
    )
  }
  if (!rows || rows.length < migrations.length) {
    throw new SchemaError(`The schema "${schema}" is not up to date.\nRun: onesms migrate`)
  }
}

/** The whole migration as SQL, for a database administrator to run. */
export function printMigrations(schema: string): string {
  const head = `-- Run as the role that shall own the tables; in one transaction, all or nothing.\nbegin;\ncreate schema if not exists "${schema}";\n${createTable(schema)}\n`
  const steps = migrations.map(
    step =>
      `\n-- ${nameOf(step)}\n${step.sql}\ninsert into migrations (id, name, checksum, breaking) values (${step.id}, '${step.name}', '${checksum(step)}', ${step.breaking});\n`,
  )
  return `${head}${steps.join('')}\ncommit;\n`
}

async function ensureMigrationsTable(tx: Sql, schema: string): Promise<void> {
  const [found] = await tx<{ found: boolean }[]>`select to_regnamespace(${`"${schema}"`}) is not null as found`
  if (!found?.found) await tx.unsafe(`create schema "${schema}"`)
  await tx.unsafe(createTable(schema)).simple()
}

/** Names of schemas are checked on the way in, see tables.ts. */
function createTable(schema: string): string {
  return `set local search_path to "${schema}";
create table if not exists migrations (
  id integer primary key,
  name text not null,
  checksum text not null,
  breaking boolean not null,
  applied_at timestamptz not null default clock_timestamp()
);
alter table migrations enable row level security;`
}

async function isApplied(tx: Sql, migration: Migration): Promise<boolean> {
  const [row] = await tx<{ checksum: string }[]>`select checksum from migrations where id = ${migration.id}`
  if (row && row.checksum !== checksum(migration)) {
    throw new SchemaError(
      `Step ${nameOf(migration)} was changed after it had been applied to this database.\nRestore the schema, or use another one.`,
    )
  }
  return row !== undefined
}

async function readApplied(
  sql: Sql,
  schema: string,
): Promise<{ id: number; name: string; breaking: boolean }[] | null> {
  const [found] = await sql<{ found: boolean }[]>`select to_regclass(${`"${schema}".migrations`}) is not null as found`
  return found?.found
    ? sql<
        { id: number; name: string; breaking: boolean }[]
      >`select id, name, breaking from ${sql(schema)}.migrations order by id`
    : null
}

function checksum({ sql }: Migration): string {
  return createHash('sha256').update(sql).digest('hex').slice(0, 16)
}

function nameOf({ id, name }: Migration): string {
  return `${String(id).padStart(4, '0')}_${name}`
}
