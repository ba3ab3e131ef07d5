import postgres from 'postgres'
import { clientArguments, withDatabase } from './socket-url.ts'

/** `duplicate_database`, and the unique violation that two creators at the same instant run into. */
const CREATED_BY_ANOTHER = ['42P04', '23505']

/** Creates the database that `url` names if its server has none of that name. */
export async function createMissing(url: string): Promise<void> {
  const name = new URL(url).pathname.slice(1)
  const sql = postgres(...clientArguments(withDatabase(url, 'postgres'), { max: 1, fetch_types: false }))
  try {
    const found = await sql`select from pg_database where datname = ${name}`
    if (found.count === 0) await sql`create database ${sql(name)}`
  } catch (error) {
    if (!(error instanceof postgres.PostgresError && CREATED_BY_ANOTHER.includes(error.code))) throw error
  } finally {
    await sql.end()
  }
}
