import { recordBalance } from '../db/store/balances.ts'
import type { RunEnd } from '../db/store/runs.ts'
import { enqueue } from '../outbox/enqueue.ts'
import type { JobContext } from './job.ts'
import { orAborted } from './or-aborted.ts'
import type { UpkeepPlan } from './upkeep.ts'

/** Asks a provider for the balance and writes it down; when it has fallen below what is configured, that is told once. */
export async function readBalance(
  { database, provider, signal }: Pick<JobContext, 'database' | 'provider' | 'signal'>,
  { lowBalances = {} }: Pick<UpkeepPlan, 'lowBalances'>,
): Promise<RunEnd> {
  const account = provider.id
  const balance = await orAborted(signal, provider.account.balance({ signal }))
  const low = lowBalances[account] ?? null
  const { changed, isLow, hasFallen } = await recordBalance(database, { account, balance, low }, async tx => {
    if (low === null) return
    const payload = { account, balance, below: low }
    await enqueue(
      { sql: tx, schema: database.schema },
      { type: 'balance.low', orderingKey: `balance:${account}`, payload },
    )
  })
  return {
    status: 'succeeded',
    reason: null,
    requests: 1,
    bytes: 0,
    rowsRead: 0,
    rowsWritten: 1,
    details: { balance, changed, low: isLow, told: hasFallen },
  }
}
