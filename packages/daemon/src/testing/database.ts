import { createHash, randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { clientArguments, openEmbedded, withDatabase } from '../db/embedded/index.ts'

/** What a test database holds from the start. */
export interface TestSchema {
  /** Names this content: other content, other key. */
  readonly key: string
  /** Fills the empty database behind `url`, and closes what it has opened. */
  prepare(url: string): Promise<void>
}

export interface TestDatabase {
  readonly url: string
  /** Removes the database, whoever is still connected. */
  drop(): Promise<void>
}

/** Where the one server for all files of a test run keeps its data. */
export function sharedDirectory(runner: number): string {
  return join(tmpdir(), `onesms-test-${runner}`)
}

/**
 * A database of its own, for one test file: on the server of `TEST_DATABASE_URL`, else on an embedded one, which goes
 * some seconds after the run, however that ends. There the schema is prepared once per run, and copied.
 *
 * Throws when there is neither, so that no test passes for want of a database.
 */
export async function createTestDatabase(schema?: TestSchema): Promise<TestDatabase> {
  const external = process.env['TEST_DATABASE_URL']
  const server = external
    ? { url: external, close: async () => {} }
    : await openEmbedded({ directory: sharedDirectory(process.ppid), durable: false, temporary: true })
  const name = `onesms_test_${randomUUID().replaceAll('-', '')}`
  const url = withDatabase(server.url, name)
  // Shows by its name, until the end, that the database is in use.
  const holder = connect(server.url, name)
  const drop = async () => {
    try {
      await holder`drop database if exists ${holder(name)} with (force)`
    } finally {
      await holder.end()
      await server.close()
    }
  }
  try {
    await sweep(holder)
    const template = schema && !external ? await templateFor(schema, holder, server.url) : 'template0'
    await holder`create database ${holder(name)} template ${holder(template)}`
    // Somebody's own server is left as it was found, so no template is kept there.
    if (schema && external) await schema.prepare(url)
  } catch (error) {
    await drop()
    throw error
  }
  return { url, drop }
}

/** Drops the databases of test processes that did not live to do it. */
async function sweep(sql: postgres.Sql): Promise<void> {
  const left = await sql<{ datname: string }[]>`
    select datname from pg_database where datname like 'onesms\\_test\\_%'
      and pg_get_userbyid(datdba) = current_user and datname not in (select application_name from pg_stat_activity)`
  for (const { datname } of left) await sql`drop database if exists ${sql(datname)} with (force)`
}

/** Name of a database that holds the schema, prepared by the first who asks, while the others wait. */
async function templateFor({ key, prepare }: TestSchema, sql: postgres.Sql, server: string): Promise<string> {
  const digest = createHash('sha256').update(key).digest('hex').slice(0, 16)
  const [template, draft] = [`onesms_template_${digest}`, `onesms_draft_${digest}`]
  await sql`select pg_advisory_lock(hashtext(${template}))`
  try {
    const found = await sql`select from pg_database where datname = ${template}`
    if (found.count === 0) {
      await sql`drop database if exists ${sql(draft)} with (force)`
      await sql`create database ${sql(draft)} template template0`
      await prepare(withDatabase(server, draft))
      await sql`alter database ${sql(draft)} rename to ${sql(template)}`
    }
  } finally {
    await sql`select pg_advisory_unlock(hashtext(${template}))`
  }
  return template
}

function connect(url: string, name: string): postgres.Sql {
  return postgres(
    ...clientArguments(url, { max: 1, max_lifetime: null, onnotice: () => {}, connection: { application_name: name } }),
  )
}
