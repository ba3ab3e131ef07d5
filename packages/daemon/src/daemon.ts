import type { Provider } from '@onesms/sdk'
import { openAccounts } from './accounts/accounts.ts'
import { closeAccounts } from './accounts/close-accounts.ts'
import { openLedger } from './accounts/open-ledger.ts'
import type { Webhooks } from './config/read-webhooks.ts'
import { checkSchema } from './db/migrate.ts'
import type { Database } from './db/tables.ts'
import { createApp } from './http/app.ts'
import type { KnownToken } from './http/auth/identity.ts'
import { serveMetrics } from './http/operations/metrics-server.ts'
import type { Pages } from './http/pages.ts'
import { type Served, serve } from './http/server.ts'
import type { JobSchedule, ScanPlan } from './jobs/job.ts'
import { type UpkeepConfig, upkeepOf } from './jobs/upkeep.ts'
import { countAll } from './observability/count-all.ts'
import { countLooks } from './observability/count-looks.ts'
import { countOutdated } from './observability/count-outdated.ts'
import { type Log, silentLog } from './observability/log.ts'
import { logPurchases } from './observability/log-purchases.ts'
import type { AnsweredRequest } from './observability/log-request.ts'
import { createMetrics, type Metrics } from './observability/metrics.ts'
import { observeStore } from './observability/observe-store.ts'
import { periodsOf } from './observability/periods.ts'
import { paceProviders } from './pace/pace-providers.ts'
import { NOTHING, type PurchasePolicy } from './purchase/policy.ts'
import type { FinishedRun } from './scheduler/finished-run.ts'
import { processName } from './scheduler/process-name.ts'
import { createRunner } from './scheduler/runner.ts'
import { createScheduler } from './scheduler/scheduler.ts'
import { createTrigger } from './scheduler/trigger.ts'
import { within } from './scheduler/within.ts'
import { createTracker } from './tracking/tracker.ts'
import { countMessagesWritten } from './tracking/written.ts'
import { NO_WEBHOOKS, openWebhooks } from './webhooks.ts'

/** What {@link startDaemon} works with; `loadConfig` reads the like from a file and the environment. */
export interface DaemonOptions extends UpkeepConfig {
  readonly database: Database
  readonly providers: readonly Provider[]
  readonly sync: JobSchedule
  readonly scan?: ScanPlan | undefined
  /** What may be bought. Default: nothing. */
  readonly purchase?: PurchasePolicy
  /** Who may call, and who is told. Default: nobody. */
  readonly webhooks?: Webhooks
  readonly http: {
    readonly port: number
    /** Default 127.0.0.1; another than loopback needs tokens. */
    readonly host?: string
    /** Names it answers to beside those of this machine. */
    readonly hosts?: readonly string[]
    /** Of pages that may read what the API answers. */
    readonly origins?: readonly string[]
    /** Default: nobody is known, and whoever reaches it may read the catalog. */
    readonly tokens?: readonly KnownToken[]
    /** What is served where no route is. Default: nothing. */
    readonly pages?: Pages
  }
  /** A port for metrics alone, without a token. Default: they are at the port of the API. */
  readonly metrics?: { readonly port?: number | undefined; readonly host: string }
  /** Told of what went wrong and is no run's end: a run that could not be written down, a request that failed unexpectedly. */
  readonly onError: (error: unknown) => void
  /** Told how each run ended. */
  readonly onRun?: (run: FinishedRun) => void
  /** Told of each request to the HTTP API once it is answered. */
  readonly onRequest?: (request: AnsweredRequest) => void
  /** Where it says what a person may have to look at. Default: nowhere. */
  readonly log?: Log
  /** Lines of the log that nobody took. */
  readonly droppedLines?: () => number
}

/** Syncs on schedule and answers over HTTP, until it is stopped. */
export interface Daemon {
  /** Address of the HTTP API. */
  readonly url: string
  /**
   * Aborts what runs and closes the API, and waits for both, but not for a database that does not answer. May be called
   * again: it is done once.
   */
  stop(): Promise<void>
}

/** Well within the ten seconds that a container is given to end: its connections to the database are still to be closed. */
const PATIENCE = 7_000

/** Starts scheduler and HTTP API on a migrated database. Nothing listens when this throws. */
export async function startDaemon(options: DaemonOptions): Promise<Daemon> {
  const { sync, droppedLines = () => 0 } = options
  const counted = createMetrics({ periods: periodsOf(sync), ofProcess: true, droppedLines })
  return startCounted({ ...options, ...countAll(options, counted), counted })
}

async function startCounted({
  database,
  providers,
  sync,
  scan,
  purchase = NOTHING,
  webhooks: wanted = NO_WEBHOOKS,
  http,
  onError,
  onRun,
  onRequest,
  metrics,
  counted,
  log = silentLog,
  ...upkeep
}: DaemonOptions & { readonly counted: Metrics }): Promise<Daemon> {
  await checkSchema(database)
  paceProviders(database, providers)
  let ready = true
  const runner = createRunner({
    database,
    holder: processName(),
    schedule: sync,
    scan,
    upkeep: upkeepOf({ ...upkeep, purchase }),
  })
  const scheduler = createScheduler({ runner, providers, schedule: sync, onError, onRun })
  const { port, host = '127.0.0.1', hosts = [], origins = [], tokens = [], pages } = http
  const stopping = new AbortController()
  const accounts = openAccounts({
    providers,
    mode: purchase.accountMode,
    store: observeStore(openLedger(database, providers, purchase), counted),
  })
  for (const account of accounts.values()) {
    logPurchases(log, account)
    countOutdated(counted, account)
    countLooks(counted, account)
  }
  countMessagesWritten(database.sql, ({ account, source, count }) => counted.sms.inc({ account, source }, count))
  const tracker = createTracker({ database, accounts, holder: processName(), onError })
  const trigger = createTrigger({ database, runner, signal: stopping.signal, onError, onRun })
  const webhooks = await openWebhooks({
    database,
    accounts,
    webhooks: wanted,
    holder: processName(),
    onError,
    onHandled: (account, result) => counted.webhooksIn.inc({ account, result }),
    onSent: ({ result }) => counted.webhooksOut.inc({ result }),
  })
  const app = createApp({
    database,
    providers,
    accounts,
    purchase,
    hosts,
    origins,
    tokens,
    onError,
    onRequest,
    ...(pages && { pages }),
    metrics: counted,
    triggerSync: trigger.run,
    incoming: webhooks.incoming,
    signal: stopping.signal,
    schedule: sync,
    lowBalances: upkeep.balances?.low ?? {},
    ...(upkeep.history && { historyDays: upkeep.history.days }),
    isReady: () => ready,
  })
  const metricsServer =
    metrics?.port === undefined
      ? null
      : await serveMetrics({ ...metrics, port: metrics.port, database, metrics: counted, hosts, onError })
  const closeMetrics = async (error: unknown) => {
    await metricsServer?.close()
    throw error
  }
  const server: Served = await serve({ fetch: app.fetch, port, hostname: host, isGuarded: tokens.length > 0 }).catch(
    closeMetrics,
  )
  scheduler.start()
  webhooks.start()
  tracker.start()
  let stopped: Promise<void> | undefined
  const stop = async () => {
    ready = false
    stopping.abort(new Error('stopping'))
    const stopped = Promise.all([
      scheduler.stop(),
      trigger.settled(),
      webhooks.stop(),
      tracker.stop(),
      closeAccounts(accounts),
      metricsServer?.close(),
      server.close(),
    ])
    await within(PATIENCE, stopped)
  }
  return {
    url: server.url,
    stop: () => {
      stopped ??= stop()
      return stopped
    },
  }
}
