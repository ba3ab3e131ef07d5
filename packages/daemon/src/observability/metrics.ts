import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { createTableGauges, type TableGauges } from './table-gauges.ts'
import { VERSION } from './version.ts'

/**
 * Everything that is counted, by name. Labels are of few values: provider, account, kind, result and the like; never a phone,
 * a subject, the id of a number or of a purchase. What only the tables know is in `table-gauges.ts`.
 */
export interface Metrics {
  readonly registry: Registry
  readonly tables: TableGauges
  /** By account: when it was last asked about a number, by the monotonic clock. */
  readonly polledAt: Map<string, number>
  /** By provider: how many reads it may still repeat; `null` where it does not say. */
  readonly retriesLeft: Map<string, () => number | null>
  readonly up: Gauge<'part'>
  readonly httpRequests: Counter<'method' | 'route' | 'status'>
  readonly httpDuration: Histogram<'route'>
  readonly providerRequests: Counter<'provider' | 'action' | 'result'>
  readonly providerDuration: Histogram<'provider' | 'action'>
  readonly breakerState: Gauge<'provider'>
  readonly bannedUntil: Gauge<'provider'>
  readonly syncRuns: Counter<'provider' | 'kind' | 'state'>
  readonly syncRejected: Counter<'provider' | 'guard'>
  readonly rowsChanged: Counter<'provider' | 'kind'>
  readonly rowsInvalid: Counter<'provider' | 'reason'>
  readonly fencedWrites: Counter<'kind'>
  readonly purchases: Counter<'account' | 'result'>
  readonly purchaseLooks: Counter<'account' | 'valid'>
  readonly purchasesAdopted: Counter<'account'>
  readonly purchaseOrphans: Counter<'account' | 'kind'>
  readonly purchaseDuplicateIds: Counter<'account'>
  readonly spend: Counter<'account' | 'currency'>
  readonly spendLimitHits: Counter<'limit'>
  readonly sms: Counter<'account' | 'source'>
  readonly smsOutdated: Counter<'account'>
  readonly webhooksIn: Counter<'account' | 'result'>
  readonly webhooksOut: Counter<'result'>
}

const PREFIX = 'onesms_'

export interface MetricsOptions {
  /** Seconds between two runs of each job, at most. */
  readonly periods?: Readonly<Record<string, number>>
  /** Whether memory, event loop and the like of this process are measured too. Default `false`: it takes observers that stay. */
  readonly ofProcess?: boolean
  /** Lines of the log that nobody took. */
  readonly droppedLines?: () => number
}

/** A registry of its own: two daemons in one process do not count for each other. */
export function createMetrics({
  periods = {},
  ofProcess = false,
  droppedLines = () => 0,
}: MetricsOptions = {}): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const counter = <const L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Counter({ name: `${PREFIX}${name}`, help, labelNames, registers })
  const gauge = <const L extends string>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Gauge({ name: `${PREFIX}${name}`, help, labelNames, registers })
  const seconds = <const L extends string>(name: string, help: string, labelNames: readonly L[], buckets: number[]) =>
    new Histogram({ name: `${PREFIX}${name}`, help, labelNames, buckets, registers })

  if (ofProcess) collectDefaultMetrics({ register: registry, prefix: PREFIX })
  gauge('build_info', 'Always 1; its labels say what runs.', ['version', 'node']).set(
    { version: VERSION, node: process.version },
    1,
  )
  const dropped = gauge('log_lines_dropped', 'Lines of the log that nobody took, since the start.')
  Object.assign(dropped, { collect: () => dropped.set(droppedLines()) })
  const polledAt = new Map<string, number>()
  const retriesLeft = new Map<string, () => number | null>()
  const retryTokens = gauge(
    'provider_retry_tokens',
    'Repetitions of reads that may still be made, ten at most; near zero while nothing succeeds.',
    ['provider'],
  )
  Object.assign(retryTokens, {
    collect: () => {
      for (const [provider, left] of retriesLeft) {
        const tokens = left()
        if (tokens === null) retryTokens.remove({ provider })
        else retryTokens.set({ provider }, tokens)
      }
    },
  })
  return {
    registry,
    polledAt,
    retriesLeft,
    tables: createTableGauges(registry, { periods, polledAt }),
    up: gauge('up', 'Whether a part answers: 1, else 0.', ['part']),
    httpRequests: counter('http_requests_total', 'Requests to our API, by route.', ['method', 'route', 'status']),
    httpDuration: seconds(
      'http_request_duration_seconds',
      'Until the head of the answer, by route.',
      ['route'],
      [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10, 30],
    ),
    providerRequests: counter(
      'provider_requests_total',
      'Calls of a provider by outcome: ok, or the code of the error. Repetitions within a call are not counted.',
      ['provider', 'action', 'result'],
    ),
    providerDuration: seconds(
      'provider_request_duration_seconds',
      'How long a call of a provider took, with its repetitions and the wait for its turn.',
      ['provider', 'action'],
      [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120],
    ),
    breakerState: gauge('provider_breaker_state', '1 while calls are refused without being sent, else 0.', [
      'provider',
    ]),
    bannedUntil: gauge('provider_banned_until_timestamp_seconds', 'Until when the account is blocked.', ['provider']),
    syncRuns: counter('sync_runs_total', 'Runs of jobs, by how they ended.', ['provider', 'kind', 'state']),
    syncRejected: counter('sync_rejected_total', 'Runs that a guard refused.', ['provider', 'guard']),
    rowsChanged: counter('sync_rows_changed_total', 'Rows that runs wrote.', ['provider', 'kind']),
    rowsInvalid: counter('sync_rows_invalid_total', 'Rows that could not be read, and duplicates.', [
      'provider',
      'reason',
    ]),
    fencedWrites: counter('fenced_writes_total', 'Work thrown away because its lease had ended.', ['kind']),
    purchases: counter('purchases_total', 'Purchases by what came of them.', ['account', 'result']),
    purchaseLooks: counter(
      'reconcile_sightings_total',
      'Lists of open numbers that were read for unknown purchases; valid where no number that is alive is missing.',
      ['account', 'valid'],
    ),
    purchasesAdopted: counter('purchase_adopted_total', 'Purchases that were unknown, and whose number was found.', [
      'account',
    ]),
    purchaseOrphans: counter(
      'purchase_orphans_total',
      'Numbers on an account that belong to no purchase: surplus is ours and goes back, unattributed may be anybody’s.',
      ['account', 'kind'],
    ),
    purchaseDuplicateIds: counter('purchase_duplicate_id_total', 'Answers that named a number that is owned already.', [
      'account',
    ]),
    spend: counter('spend_minor_units_total', 'Charged for confirmed purchases, in hundredths.', [
      'account',
      'currency',
    ]),
    spendLimitHits: counter('spend_limit_hits_total', 'Purchases that a limit stopped.', ['limit']),
    sms: counter('sms_total', 'SMS written down, by what brought them.', ['account', 'source']),
    smsOutdated: counter(
      'sms_stale_dropped_total',
      'SMS that are older than the number that they were told of, and were told to nobody.',
      ['account'],
    ),
    webhooksIn: counter('webhook_in_total', 'Calls of providers, by what came of them.', ['account', 'result']),
    webhooksOut: counter('webhook_out_total', 'Deliveries to own endpoints, by what came of them.', ['result']),
  }
}
