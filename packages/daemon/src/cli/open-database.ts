import type { Config } from '../config/load.ts'
import { connect } from '../db/connect.ts'
import { defaultDirectory, type EmbeddedOptions, openEmbedded } from '../db/embedded/index.ts'
import type { Database } from '../db/tables.ts'

/** A database that somebody has to close. */
export interface OpenDatabase {
  readonly database: Database
  /** Where the data is, in words; never with a password. */
  readonly description: string
  /** Whether another process has started the embedded server; `false` for a configured one. */
  readonly isShared: boolean
  close(): Promise<void>
}

/** Seconds for what is still being answered. */
const PATIENCE = 1

/** Opens the configured database, or the embedded one of this user where none is configured. */
export async function openDatabase(
  { url, schema }: Config['database'],
  embedded: EmbeddedOptions = { directory: defaultDirectory('onesms') },
): Promise<OpenDatabase> {
  if (url) {
    const sql = connect({ url })
    return {
      database: { sql, schema },
      description: `schema ${schema} of the database in DATABASE_URL`,
      isShared: false,
      close: () => sql.end({ timeout: PATIENCE }),
    }
  }
  const server = await openEmbedded(embedded)
  const sql = connect({ url: server.url })
  return {
    database: { sql, schema },
    description: `schema ${schema} of the embedded database in ${embedded.directory}`,
    isShared: !server.owner,
    close: () => sql.end({ timeout: PATIENCE }).finally(server.close),
  }
}

/**
 * The database of the demo. Its data can be made anew at any time, so it is kept without waiting for the disk; that is also
 * why it may run inside a container, where the other one refuses.
 */
export function openDemoDatabase({ fresh = false } = {}): Promise<OpenDatabase> {
  return openDatabase({ schema: 'onesms' }, { directory: defaultDirectory('demo'), durable: false, fresh })
}
