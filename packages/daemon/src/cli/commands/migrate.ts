import { ConfigError } from '../../config/config-error.ts'
import type { Config } from '../../config/load.ts'
import { migrate as migrateDatabase, printMigrations } from '../../db/migrate.ts'
import { grantRuntime, grantStatements, isRoleName } from '../../db/roles.ts'
import { EXIT } from '../exit.ts'
import { openDatabase } from '../open-database.ts'
import { print, say } from '../output.ts'

export interface MigrateOptions {
  /** Print the SQL for somebody else to run. */
  readonly print?: boolean | undefined
  /** The role that a daemon runs as. */
  readonly grant?: string | undefined
}

/** `onesms migrate [--grant ROLE] [--print]`: brings the schema up to date, and lets a role run a daemon on it. */
export async function migrate({ database }: Config, { print: printOnly, grant }: MigrateOptions): Promise<number> {
  if (grant !== undefined && !isRoleName(grant)) {
    throw new ConfigError([
      `--grant ${JSON.stringify(grant)}: must be 1 to 51 letters, digits, _ and -, not beginning with pg_`,
    ])
  }
  if (printOnly) {
    print(printMigrations(database.schema))
    if (grant !== undefined)
      print(`\n-- What ${grant} may do\nbegin;\n${grantStatements(database.schema, grant)}\ncommit;`)
    return EXIT.ok
  }
  const opened = await openDatabase(database)
  try {
    const steps = await migrateDatabase(opened.database)
    say(steps.length > 0 ? `applied ${steps.join(', ')}` : 'already up to date')
    if (grant !== undefined) {
      await grantRuntime(opened.database, grant)
      say(`${grant} may run a daemon on ${database.schema}, and no more`)
    }
    return EXIT.ok
  } finally {
    await opened.close()
  }
}
