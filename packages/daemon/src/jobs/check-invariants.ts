import type { Provider } from '@onesms/sdk'
import { recordBalance } from '../db/store/balances.ts'
import { readLastDetails, readLedgerFacts, withoutOwner } from '../db/store/ledger-facts.ts'
import type { RunEnd } from '../db/store/runs.ts'
import type { Database } from '../db/tables.ts'
import type { JobContext } from './job.ts'
import { judgeAccount, type Point } from './judge-account.ts'
import { toMicro } from './micro.ts'
import { orAborted } from './or-aborted.ts'
import type { UpkeepPlan } from './upkeep.ts'

const MOST_NAMED = 20

/**
 * Compares the ledger with what the provider says: balance, and numbers on the account. It only looks: a number that belongs
 * to no purchase is told, never given back. `accept` takes what has gone without an explanation as explained.
 */
export async function checkInvariants(
  { database, provider, signal, accept }: Pick<JobContext, 'database' | 'provider' | 'signal' | 'accept'>,
  { accountMode = 'shared' }: Pick<UpkeepPlan, 'accountMode'>,
): Promise<RunEnd> {
  const last = await readLastDetails(database, 'invariants', provider.id)
  const before = await readLedgerFacts(database, provider.id)
  const balance = await orAborted(signal, provider.account.balance({ signal }))
  const unattributed = await findUnattributed(database, provider, signal)
  const ledger = await readLedgerFacts(database, provider.id)
  await recordBalance(database, { account: provider.id, balance, low: null }, async () => {})
  const { status, reason, details } = judgeAccount({
    mode: accountMode,
    balance,
    // What moved meanwhile may or may not be in the balance.
    ledger: {
      ...ledger,
      leastSpent: lesser(before.leastSpent, ledger.leastSpent),
      mostSpent: greater(before.mostSpent, ledger.mostSpent),
    },
    unattributed,
    point: (last['point'] as Point | null | undefined) ?? null,
    unexplained: accept ? '0' : ((last['unexplained'] as string | undefined) ?? '0'),
  })
  return {
    status,
    reason,
    requests: unattributed === null ? 1 : 2,
    bytes: 0,
    rowsRead: 0,
    rowsWritten: 0,
    details: {
      ...details,
      account_mode: accountMode,
      balance,
      spent: { least: ledger.leastSpent, most: ledger.mostSpent },
      open: ledger.open,
      confirmed: ledger.confirmed,
      wrongly_audited: ledger.wronglyAudited,
      orphans: ledger.orphans.length,
      unattributed: unattributed?.slice(0, MOST_NAMED) ?? null,
      unattributed_count: unattributed?.length ?? null,
    },
  }
}

/** Numbers on the account that no purchase owns; `null` while one is open, for they may be its, and where there is no list. */
async function findUnattributed(
  database: Database,
  { id, activations, rentals }: Provider,
  signal: AbortSignal,
): Promise<readonly string[] | null> {
  if (!activations.list) return null
  const listed = await orAborted(signal, Promise.all([activations.list({ signal }), rentals?.list?.({ signal }) ?? []]))
  // In this order: what was open when this was listed, and has been confirmed since, is known by its owner.
  const { open } = await readLedgerFacts(database, id)
  if (open > 0) return null
  return withoutOwner(
    database,
    id,
    listed.flat().map(number => number.id),
  )
}

const lesser = (left: string, right: string) => (toMicro(left) < toMicro(right) ? left : right)
const greater = (left: string | null, right: string | null) =>
  left === null || right === null ? null : toMicro(left) > toMicro(right) ? left : right
