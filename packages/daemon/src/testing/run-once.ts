import type { Provider } from '@onesms/sdk'
import type { Database } from '../db/tables.ts'
import { type JobName, type JobSubject, wholeDatabase } from '../jobs/job.ts'
import { createRunner, type RunnerOptions, type RunResult } from '../scheduler/runner.ts'

const { signal } = new AbortController()

/** One run by hand, as the command line asks for it. */
export function runOnce(
  database: Database,
  job: JobName,
  subject: JobSubject = wholeDatabase,
  { accept = false, ...options }: Partial<RunnerOptions> & { readonly accept?: boolean } = {},
): Promise<RunResult> {
  return createRunner({ database, holder: 'test', schedule: {}, ...options }).run({
    job,
    provider: subject,
    trigger: 'manual',
    signal,
    accept,
  })
}

/** The same provider, whose balance is what the test says. */
export function withBalance(provider: Provider, amountOf: () => string): Provider {
  return {
    ...provider,
    account: { balance: async () => ({ amount: amountOf(), currency: provider.currency }) },
  }
}
