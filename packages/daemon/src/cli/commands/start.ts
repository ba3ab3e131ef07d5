import type { Config } from '../../config/load.ts'
import { startDaemon } from '../../daemon.ts'
import { migrate } from '../../db/migrate.ts'
import { readServer } from '../../db/store/read/server.ts'
import { judgeExposure } from '../../doctor/judge-server.ts'
import type { LogFormat } from '../../observability/log-format.ts'
import { logRequest } from '../../observability/log-request.ts'
import { EXIT, reportOf } from '../exit.ts'
import { type CliLog, openLog, takeOverConsole } from '../log.ts'
import { openDatabase } from '../open-database.ts'
import { aborted, say, untilInterrupted } from '../output.ts'

export interface StartOptions {
  /** Stands over the configuration. */
  readonly log?: LogFormat | undefined
}

/** `onesms start`: migrates, syncs on schedule, answers over HTTP, until Ctrl-C or SIGTERM. */
export async function start(config: Config, options: StartOptions = {}): Promise<number> {
  const cliLog = openLog({ ...config.log, format: options.log ?? config.log.format })
  takeOverConsole(cliLog.log)
  try {
    return await run(config, cliLog)
  } catch (error) {
    if (cliLog.format === 'text') throw error
    cliLog.onError(error)
    return reportOf(error).code
  }
}

async function run(config: Config, { log, format, dropped, onError, onRun }: CliLog): Promise<number> {
  const tell = (text: string) => (format === 'json' ? log.info(text) : say(text))
  const opened = await openDatabase(config.database)
  const signal = untilInterrupted()
  try {
    await migrate(opened.database)
    const daemon = await startDaemon({
      ...config,
      database: opened.database,
      log,
      droppedLines: dropped,
      onError,
      onRun,
      onRequest: request => logRequest(log, request),
    })
    try {
      tell(`Serving ${daemon.url}/v1/services from the ${opened.description}`)
      if (config.http.tokens.some(({ scopes }) => scopes.has('admin'))) {
        // A log keeps no path of an address.
        tell(format === 'json' ? 'The admin page is there, under /admin' : `Admin page: ${daemon.url}/admin`)
      }
      if (config.providers.length === 0) tell('No provider is configured: serving what the database holds.')
      const exposure = judgeExposure(config.database.schema, await readServer(opened.database))
      if (exposure !== null) tell(`Warning: ${exposure}`)
      await aborted(signal)
    } finally {
      await daemon.stop()
    }
    return EXIT.ok
  } finally {
    await opened.close()
  }
}
