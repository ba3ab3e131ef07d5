import type { Config } from '../../config/load.ts'
import { checkSchema } from '../../db/migrate.ts'
import { readBalanceStates, readJobStates, readWaiting } from '../../db/store/read/admin/overview.ts'
import { readSystem } from '../../db/store/read/admin/system.ts'
import { jobNames, subjectsOf } from '../../jobs/job.ts'
import { EXIT } from '../exit.ts'
import { openDatabase } from '../open-database.ts'
import { print } from '../output.ts'
import { describeStatus, statusOf } from '../status-report.ts'

const MOST_LEASES = 50

/** `onesms status`: whether all jobs keep to their schedule, balances, and what waits for somebody; 1 when a job is late. */
export async function status(config: Config, { json }: { readonly json?: boolean | undefined }): Promise<number> {
  const opened = await openDatabase(config.database)
  try {
    const { database } = opened
    await checkSchema(database)
    const plan = jobNames.flatMap(job => subjectsOf(job, config.providers).map(({ id }) => ({ job, provider: id })))
    const { now, jobs } = await readJobStates(database, plan)
    const { leases } = await readSystem(database, MOST_LEASES, 0)
    const facts = {
      now,
      jobs,
      leases,
      balances: await readBalanceStates(database),
      waiting: await readWaiting(database),
    }
    const found = statusOf(config.sync, facts)
    print(json ? JSON.stringify(found) : describeStatus(found, now))
    return found.ok ? EXIT.ok : EXIT.failed
  } finally {
    await opened.close()
  }
}
