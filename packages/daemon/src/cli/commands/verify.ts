import type { Config } from '../../config/load.ts'
import { checkSchema } from '../../db/migrate.ts'
import { inspect } from '../../db/store/inspect.ts'
import { EXIT } from '../exit.ts'
import { explain } from '../explain.ts'
import { openDatabase, openDemoDatabase } from '../open-database.ts'
import { print } from '../output.ts'

export interface VerifyOptions {
  readonly json?: boolean | undefined
  /** Look into the database of the demo. */
  readonly demo?: boolean | undefined
}

/** `onesms verify`: what the tables hold, how old it is, and whether it adds up; 1 when it does not. */
export async function verify({ database }: Config, { json, demo }: VerifyOptions): Promise<number> {
  const opened = demo ? await openDemoDatabase() : await openDatabase(database)
  try {
    await checkSchema(opened.database)
    const facts = await inspect(opened.database)
    const { lines, ok } = explain(facts)
    print(json ? JSON.stringify({ ok, ...facts }) : lines.join('\n'))
    return ok ? EXIT.ok : EXIT.failed
  } finally {
    await opened.close()
  }
}
