import type { Config } from '../../config/load.ts'
import { startDaemon } from '../../daemon.ts'
import { migrate } from '../../db/migrate.ts'
import { EXIT } from '../exit.ts'
import { logError, logRun } from '../log.ts'
import { openDatabase } from '../open-database.ts'
import { aborted, say, untilInterrupted } from '../output.ts'

/** `onesms start`: migrates, syncs on schedule, answers over HTTP, until Ctrl-C or SIGTERM. */
export async function start(config: Config): Promise<number> {
  const opened = await openDatabase(config.database)
  const signal = untilInterrupted()
  try {
    await migrate(opened.database)
    const daemon = await startDaemon({ ...config, database: opened.database, onError: logError, onRun: logRun })
    try {
      say(`Serving ${daemon.url}/v1/services from the ${opened.description}`)
      if (config.providers.length === 0) say('No provider is configured: serving what the database holds.')
      await aborted(signal)
    } finally {
      await daemon.stop()
    }
    return EXIT.ok
  } finally {
    await opened.close()
  }
}
