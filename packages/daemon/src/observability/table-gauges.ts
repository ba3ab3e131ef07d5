import { Gauge, type Registry } from 'prom-client'
import type { Operations } from './operations-watch.ts'

/** What is read out of the tables with each scrape; it is the same of every process. */
export interface TableGauges {
  set(operations: Operations): void
  /** Says nothing any more: an old figure would pass for a new one. */
  clear(): void
}

export function createTableGauges(
  registry: Registry,
  {
    periods,
    polledAt,
  }: { readonly periods: Readonly<Record<string, number>>; readonly polledAt: ReadonlyMap<string, number> },
): TableGauges {
  const registers = [registry]
  const gauge = <const L extends string>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Gauge({ name: `onesms_${name}`, help, labelNames, registers })
  const of = ['provider', 'kind'] as const

  const syncPeriod = gauge('sync_period_seconds', 'The time between two runs of a job, at most, as configured.', [
    'kind',
  ])
  for (const [kind, seconds] of Object.entries(periods)) syncPeriod.set({ kind }, seconds)

  const duration = gauge('sync_duration_seconds', 'How long the last run took.', of)
  const lastSuccess = gauge('sync_last_success_timestamp_seconds', 'When a run succeeded last, in part at least.', of)
  const rejected = gauge('sync_rejected_in_a_row', 'Runs refused since the last that was not.', of)
  const age = gauge('catalog_age_seconds', 'Since a catalog was last accepted.', ['provider'])
  const rows = gauge('catalog_rows', 'Offers there are.', ['provider'])
  const tombstones = gauge('catalog_tombstones', 'Offers that have gone, and are kept.', ['provider'])
  const stale = gauge('catalog_stale_partitions', 'Countries whose offers are older than the rest.', ['provider'])
  const leaseToken = gauge('lease_token', 'Grows with every change of hands.', of)
  const takeovers = gauge('lease_takeovers_total', 'Leases taken from a process that let them end.', of)
  const intents = gauge('purchase_intents', 'Purchases that are not at an end, and orphans.', ['account', 'state'])
  const unknownAge = gauge('purchase_unknown_age_seconds', 'Of the oldest purchase that nobody knows the outcome of.')
  const activations = gauge('activations', 'Numbers that are not at an end.', ['account', 'status'])
  const pollLag = gauge('poll_lag_seconds', 'Since this process asked about a number, while one is open.', ['account'])
  const balance = gauge('provider_balance', 'In hundredths.', ['account', 'currency'])
  const balanceAge = gauge('provider_balance_age_seconds', 'Since the balance was last read.', ['account'])
  const drift = gauge('ledger_balance_drift', 'Gone without an explanation, in hundredths.', ['account'])
  const waitingIn = gauge('webhook_in_waiting', 'Calls of providers that are still to be looked at.')
  const waitingOut = gauge('webhook_out_waiting', 'Deliveries that are still to be made.')
  const deadOut = gauge('webhook_out_dead', 'Deliveries that were given up.')

  const labelled = [
    duration,
    lastSuccess,
    rejected,
    age,
    rows,
    tombstones,
    stale,
    leaseToken,
    takeovers,
    intents,
    activations,
    pollLag,
  ]
  const clear = () => {
    for (const each of [...labelled, balance, balanceAge, drift]) each.reset()
    for (const each of [unknownAge, waitingIn, waitingOut, deadOut]) each.set(Number.NaN)
  }
  clear()

  return {
    clear,
    set: operations => {
      clear()
      const now = Date.now() / 1_000
      for (const job of operations.jobs) {
        const labels = { provider: job.provider, kind: job.job }
        if (job.duration !== null) duration.set(labels, job.duration)
        if (job.successAge !== null) lastSuccess.set(labels, now - job.successAge)
        rejected.set(labels, job.rejectedInARow)
      }
      for (const catalog of operations.catalogs) {
        age.set({ provider: catalog.provider }, catalog.age)
        stale.set({ provider: catalog.provider }, catalog.staleCountries)
      }
      for (const catalog of operations.rows) {
        rows.set({ provider: catalog.provider }, catalog.rows)
        tombstones.set({ provider: catalog.provider }, catalog.tombstones)
      }
      for (const { name, token, takeovers: taken } of operations.leases) {
        const [kind = '', provider = ''] = name.split(':')
        leaseToken.set({ provider, kind }, token)
        takeovers.set({ provider, kind }, taken)
      }
      const unknown = operations.intents.filter(({ state }) => state === 'unknown')
      unknownAge.set(Math.max(0, ...unknown.map(({ oldestAge }) => oldestAge)))
      for (const { account, state, count } of operations.intents) intents.set({ account, state }, count)
      for (const { account, status, count } of operations.activations) {
        activations.set({ account, status }, count)
        const polled = polledAt.get(account)
        if (polled !== undefined) pollLag.set({ account }, (performance.now() - polled) / 1_000)
      }
      for (const { account, amount, currency, age } of operations.balances) {
        balance.set({ account, currency }, Number(amount) * 100)
        balanceAge.set({ account }, age)
      }
      for (const { account, unexplained } of operations.drifts) drift.set({ account }, Number(unexplained) * 100)
      waitingIn.set(operations.webhooks.waitingIn)
      waitingOut.set(operations.webhooks.waitingOut)
      deadOut.set(operations.webhooks.deadOut)
    },
  }
}
