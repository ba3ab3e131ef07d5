import type { BalanceState, JobState, Waiting } from '../db/store/read/admin/overview.ts'
import type { LeaseState } from '../db/store/read/admin/system.ts'
import { freshnessOf } from '../http/admin/freshness.ts'
import type { JobSchedule } from '../jobs/job.ts'
import { formatAge, formatTable } from './format.ts'

/** What the database says of a running installation. */
export interface StatusFacts {
  readonly now: Date
  readonly jobs: readonly JobState[]
  readonly balances: readonly BalanceState[]
  readonly waiting: Waiting
  readonly leases: readonly LeaseState[]
}

export interface Status {
  /** Nothing is late, refused or failing. */
  readonly ok: boolean
  readonly jobs: readonly {
    readonly provider: string
    readonly job: string
    readonly state: string
    readonly seconds_since_good: number | null
    readonly due_at: Date | null
    readonly reason: string | null
  }[]
  readonly balances: readonly {
    readonly account: string
    readonly amount: string
    readonly currency: string
    readonly observed_at: Date
  }[]
  readonly open: Waiting
  readonly leases: readonly { readonly name: string; readonly holder: string; readonly expires_at: Date }[]
}

const BAD: readonly string[] = ['late', 'refused', 'failing']

/** How it stands, from what the database says and when each job is to run. */
export function statusOf(schedule: JobSchedule, { now, jobs, balances, waiting, leases }: StatusFacts): Status {
  const judged = jobs.map(state => ({
    provider: state.provider,
    job: state.job,
    state: freshnessOf(schedule[state.job as keyof JobSchedule], state, now).word,
    seconds_since_good: state.goodAt && Math.round((now.getTime() - state.goodAt.getTime()) / 1000),
    due_at: state.dueAt,
    reason: state.reason,
  }))
  return {
    ok: judged.every(({ state }) => !BAD.includes(state)),
    jobs: judged,
    balances: balances.map(({ account, amount, currency, seenAt }) => ({
      account,
      amount,
      currency,
      observed_at: seenAt,
    })),
    open: waiting,
    leases: leases
      .filter(({ isHeld }) => isHeld)
      .map(({ name, holder, expiresAt }) => ({ name, holder, expires_at: expiresAt })),
  }
}

/** The same for a person. */
export function describeStatus({ ok, jobs, balances, open, leases }: Status, now: Date): string {
  const ago = (at: Date) => `${formatAge(Math.max(0, Math.round((now.getTime() - at.getTime()) / 1000)))} ago`
  return [
    formatTable(
      jobs.map(({ provider, job, state, seconds_since_good, reason }) => ({
        provider,
        job,
        state,
        'last good run': seconds_since_good === null ? 'never' : `${formatAge(seconds_since_good)} ago`,
        reason: BAD.includes(state) ? reason : null,
      })),
    ),
    ...(balances.length > 0
      ? [
          '',
          formatTable(
            balances.map(({ account, amount, currency, observed_at }) => ({
              account,
              balance: `${amount} ${currency}`,
              seen: ago(observed_at),
            })),
          ),
        ]
      : []),
    '',
    `Open numbers: ${open.open}. Purchases of unknown outcome: ${open.unknown}. Numbers of nobody’s: ${open.orphans}. Undelivered webhooks: ${open.dead}.`,
    ...(leases.length > 0 ? ['', formatTable(leases.map(({ name, holder }) => ({ lease: name, holder })))] : []),
    '',
    ok ? 'Everything is on time.' : 'Not everything is on time.',
  ].join('\n')
}
