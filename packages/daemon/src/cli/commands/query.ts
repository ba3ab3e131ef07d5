import type { Config } from '../../config/load.ts'
import { readOnlyQuery } from '../../db/store/query.ts'
import { EXIT } from '../exit.ts'
import { formatTable } from '../format.ts'
import { openDatabase, openDemoDatabase } from '../open-database.ts'
import { print } from '../output.ts'

export interface QueryOptions {
  readonly json?: boolean | undefined
  /** Look into the database of the demo. */
  readonly demo?: boolean | undefined
}

/** `onesms query '<sql>'`: runs a statement that cannot write, with the search path on the catalog's schema. */
export async function query({ database }: Config, statement: string, { json, demo }: QueryOptions): Promise<number> {
  const opened = demo ? await openDemoDatabase() : await openDatabase(database)
  try {
    const rows = await readOnlyQuery(opened.database, statement)
    for (const line of json ? rows.map(row => JSON.stringify(row)) : [formatTable(rows)]) print(line)
    return EXIT.ok
  } finally {
    await opened.close()
  }
}
