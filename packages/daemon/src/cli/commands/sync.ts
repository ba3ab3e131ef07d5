import type { Provider } from '@onesms/sdk'
import { ConfigError } from '../../config/config-error.ts'
import type { Config } from '../../config/load.ts'
import { migrate } from '../../db/migrate.ts'
import { type JobName, subjectsOf } from '../../jobs/job.ts'
import { upkeepOf } from '../../jobs/upkeep.ts'
import { paceProviders } from '../../pace/pace-providers.ts'
import { processName } from '../../scheduler/process-name.ts'
import { createRunner, type RunResult } from '../../scheduler/runner.ts'
import { describeRun } from '../describe-run.ts'
import { EXIT } from '../exit.ts'
import { openDatabase } from '../open-database.ts'
import { createProgress, print, say, untilInterrupted } from '../output.ts'

export interface SyncOptions {
  readonly provider?: string | undefined
  readonly json?: boolean | undefined
  /** Accept what a guard refused. */
  readonly accept?: boolean | undefined
}

/** `onesms sync <job> --once`: one run for each provider, then done; for cron, Kubernetes or GitHub Actions. */
export async function sync(
  config: Config,
  job: JobName,
  { provider: only, json, accept = false }: SyncOptions,
): Promise<number> {
  const subjects = job === 'prune' ? subjectsOf(job, []) : chooseProviders(config.providers, only)
  const opened = await openDatabase(config.database)
  const signal = untilInterrupted()
  const progress = createProgress()
  try {
    await migrate(opened.database)
    paceProviders(opened.database, config.providers)
    const runner = createRunner({
      database: opened.database,
      holder: processName(),
      schedule: config.sync,
      scan: config.scan,
      upkeep: upkeepOf(config),
    })
    const results: RunResult[] = []
    for (const provider of subjects) {
      const result = await runner.run({
        job,
        provider,
        trigger: 'manual',
        accept,
        signal,
        onProgress: progress.onProgress,
      })
      progress.stop()
      results.push(result)
      if (json) print(JSON.stringify({ job, provider: provider.id, ...result }))
      else say(describeRun({ job, provider, result }))
    }
    return results.every(isGood) ? EXIT.ok : EXIT.failed
  } finally {
    progress.stop()
    await opened.close()
  }
}

function chooseProviders(providers: readonly Provider[], only: string | undefined): readonly Provider[] {
  if (providers.length === 0) {
    throw new ConfigError([
      'providers: none is configured; set HERO_SMS_API_KEY, or name providers in onesms.config.mjs',
    ])
  }
  const chosen = only === undefined ? providers : providers.filter(({ id }) => id === only)
  if (chosen.length > 0) return chosen
  throw new ConfigError([
    `--provider ${only}: is not configured; configured are ${providers.map(({ id }) => id).join(', ')}`,
  ])
}

function isGood({ status }: RunResult): boolean {
  return status === 'succeeded' || status === 'partial' || status === 'skipped' || status === 'not_due'
}
