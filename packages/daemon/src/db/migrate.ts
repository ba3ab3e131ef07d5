import { createHash } from 'node:crypto'
import type { Sql } from './connect.ts'
import type { Migration } from './migration.ts'
import { migrations } from './migrations.generated.ts'
import type { Database } from './tables.ts'
import { begin } from './transaction.ts'

/** The schema is not one this version can work with. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError'
  /** Whether a newer version has migrated it. */
  readonly isNewer: boolean

  constructor(message: string, { isNewer = false } = {}) {
    super(message)
    this.isNewer = isNewer
  }
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
  // A role without the right to create anything can start on a schema that somebody else migrated.
  if (pendingOf(schema, await readApplied(sql, schema)).length === 0) return []
  const taken: string[] = []
  for (;;) {
    const step = await begin(sql, async tx => {
      await tx`select pg_advisory_xact_lock(${LOCK})`
      const [found] = await tx<{ found: boolean }[]>`select to_regnamespace(${`"${schema}"`}) is not null as found`
      if (!found?.found) await tx.unsafe(`create schema "${schema}"`)
      await tx.unsafe(createTable(schema)).simple()
      const [next] = pendingOf(schema, await readApplied(tx, schema))
      if (!next) return null
      await tx.unsafe(next.sql).simple()
      await tx.unsafe(recordOf(next))
      return nameOf(next)
    })
    if (step === null) return taken
    taken.push(step)
  }
}

/** Refuses a schema that this version must not write to. */
export async function checkSchema({ sql, schema }: Database): Promise<void> {
  if (pendingOf(schema, await readApplied(sql, schema)).length === 0) return
  throw new SchemaError(`The schema "${schema}" is not up to date.\nRun: onesms migrate`)
}

/** Removes the schema with all it holds. For data that can be made anew. */
export async function dropSchema({ sql, schema }: Database): Promise<void> {
  await sql`drop schema if exists ${sql(schema)} cascade`
}

/** The whole migration as SQL, for a database administrator to run. */
export function printMigrations(schema: string): string {
  return [
    '-- Run as the role that shall own the tables; in one transaction, all or nothing.',
    'begin;',
    `create schema if not exists "${schema}";`,
    createTable(schema),
    ...migrations.flatMap(step => ['', `-- ${nameOf(step)}`, step.sql.trim(), recordOf(step)]),
    '',
    'commit;',
  ].join('\n')
}

type Applied = Pick<Migration, 'id' | 'name' | 'breaking'> & { readonly checksum: string }

/** The steps still to take. */
function pendingOf(schema: string, applied: readonly Applied[]): readonly Migration[] {
  const tooNew = applied.find(row => row.breaking && !migrations.some(({ id }) => id === row.id))
  if (tooNew) {
    throw new SchemaError(
      `The schema "${schema}" was migrated by a newer version (step ${nameOf(tooNew)}), and this one must not write to it.\nUpdate @onesms/daemon.`,
      { isNewer: true },
    )
  }
  return migrations.filter(step => {
    const row = applied.find(({ id }) => id === step.id)
    if (row && row.checksum !== checksumOf(step)) {
      throw new SchemaError(
        `Step ${nameOf(step)} was changed after it had been applied to the schema "${schema}".\nRestore the schema, or use another one.`,
      )
    }
    return !row
  })
}

async function readApplied(sql: Sql, schema: string): Promise<readonly Applied[]> {
  const [found] = await sql<{ found: boolean }[]>`select to_regclass(${`"${schema}".migrations`}) is not null as found`
  if (!found?.found) return []
  return sql<Applied[]>`select id, name, breaking, checksum from ${sql(schema)}.migrations order by id`
}

/** Enters the schema and makes sure of the table. Schema names are checked on their way in, see tables.ts. */
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

function recordOf(step: Migration): string {
  const { id, name, breaking } = step
  return `insert into migrations (id, name, checksum, breaking) values (${id}, '${name}', '${checksumOf(step)}', ${breaking});`
}

function checksumOf({ sql }: Migration): string {
  return createHash('sha256').update(sql).digest('hex').slice(0, 16)
}

function nameOf({ id, name }: Pick<Migration, 'id' | 'name'>): string {
  return `${String(id).padStart(4, '0')}_${name}`
}
