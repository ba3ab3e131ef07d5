import type { Config } from '../../config/load.ts'
import { migrate as migrateDatabase, printMigrations } from '../../db/migrate.ts'
import { EXIT } from '../exit.ts'
import { openDatabase } from '../open-database.ts'
import { print, say } from '../output.ts'

/** `onesms migrate [--print]`: brings the schema up to date, or prints the SQL for somebody else to run. */
export async function migrate(
  { database }: Config,
  { print: printOnly }: { readonly print?: boolean | undefined },
): Promise<number> {
  if (printOnly) {
    print(printMigrations(database.schema))
    return EXIT.ok
  }
  const opened = await openDatabase(database)
  try {
    const steps = await migrateDatabase(opened.database)
    say(steps.length > 0 ? `applied ${steps.join(', ')}` : 'already up to date')
    return EXIT.ok
  } finally {
    await opened.close()
  }
}
