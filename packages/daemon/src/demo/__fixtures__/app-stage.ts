import { randomUUID } from 'node:crypto'
import { openBrowser, type Visit, type VisitOptions } from '@onesms/browser-testing'
import type { Provider } from '@onesms/sdk'
import { heroSms } from '@onesms/sdk/providers/hero-sms'
import {
  type CatalogSize,
  createHandlerApiEmulator,
  FakeClock,
  type HandlerApiEmulator,
  keepTime,
  serve,
} from '@onesms/sdk/testing'
import type { Database } from '../../db/tables.ts'
import type { JobName } from '../../jobs/job.ts'
import { createCatalogDatabase } from '../../scheduler/__fixtures__/catalog-database.ts'
import { createRunner } from '../../scheduler/runner.ts'
import { buildApp } from '../../testing/build-app.ts'
import { makeToken } from '../sale.ts'
import { type Demo, startDemo } from '../start-demo.ts'
import { cancellableSoon } from './cancellable-soon.ts'

export interface AppStageOptions {
  /** Default: small. */
  readonly size?: CatalogSize
  /** Whether numbers get an SMS by themselves, 5 to 40 s after the purchase. Default `false`: by `emulator.sms` alone. */
  readonly autoSms?: boolean
  /**
   * Milliseconds after which the app may cancel. Default: two minutes of real time, as the provider says. The provider
   * itself goes by `clock`, which a test can advance.
   */
  readonly cancelAfter?: number
  /** Changes what the provider has, before the daemon reads it for the first time. */
  readonly prepare?: (emulator: HandlerApiEmulator) => void
}

/**
 * The demo as people have it: built app, daemon, Postgres and emulated provider behind real sockets, and a browser in
 * front. Catalog and balance are read already; Telegram costs $0.18 in GB, where there is plenty of it. The provider may be
 * asked four times a second, so that nobody waits long for an SMS.
 */
export interface AppStage extends AsyncDisposable {
  /** Address of the app; the same after a restart. */
  readonly url: string
  /** The token of the run, which may do everything. */
  readonly token: string
  readonly database: Database
  /** The provider: its ledger says what was sold, its faults spoil answers, `sms` delivers. Its key occurs nowhere else. */
  readonly emulator: HandlerApiEmulator
  /** The provider's time, which goes along with the real one; `advance` moves it ahead of that. */
  readonly clock: FakeClock
  /** What the daemon said went wrong. */
  readonly errors: readonly unknown[]
  /** Takes errors away that are due, and returns them. */
  forgive(): readonly unknown[]
  /** Somebody new at the browser, who has not opened the page yet. */
  visit(options?: Omit<VisitOptions, 'origin'>): Promise<Visit>
  /** Has the provider keep its answers back until what is returned is called. */
  hold(): () => void
  /** Ends the daemon. What it followed goes on at the provider. */
  stop(): Promise<void>
  /** Starts it again at the same address. */
  start(): Promise<void>
  /** Closes everything. @throws when the daemon had said that something went wrong. */
  close(): Promise<void>
}

/** Once a year: nothing runs but what the stage asks for. */
const YEARLY = '0 0 1 1 *'
const NEVER = { services: YEARLY, countries: YEARLY, balances: YEARLY, invariants: YEARLY, prune: YEARLY }
const FIRST_JOBS: readonly JobName[] = ['services', 'countries', 'balances']

const SMALL: CatalogSize = { services: 80, countries: 24 }

export async function openAppStage({
  size = SMALL,
  autoSms = false,
  cancelAfter,
  prepare = () => {},
}: AppStageOptions = {}): Promise<AppStage> {
  const [database, browser] = await Promise.all([createCatalogDatabase(), openBrowser(), buildApp()])
  const clock = new FakeClock(Date.now())
  const emulator = createHandlerApiEmulator({ apiKey: randomUUID(), clock, size, autoSms, magicServices: true })
  const gb = emulator.catalog.countries.find(({ iso }) => iso === 'GB')
  if (gb) emulator.catalog.setOffer(gb.id, 'tg', { price: '0.18', stock: 50_000, flat: true })
  prepare(emulator)
  const timeEnds = new AbortController()
  const time = keepTime(clock, timeEnds.signal)
  let held: Promise<void> = Promise.resolve()
  const vendor = await serve({ fetch: request => held.then(() => emulator.fetch(request)) })
  const told = heroSms({
    apiKey: emulator.apiKey,
    baseUrl: `${vendor.url}/stubs/handler_api.php`,
    requestsPerSecond: 1_000,
  })
  const hero = { ...told, traits: { ...told.traits, pollInterval: 250 } }
  const provider: Provider = cancelAfter === undefined ? hero : cancellableSoon(hero, cancelAfter)
  await sync(database, provider)

  const errors: unknown[] = []
  const token = makeToken()
  const startAt = (port: number) =>
    startDemo({ database, provider, sync: NEVER, port, token, onError: error => errors.push(error) })
  let demo: Demo | null = await startAt(0)
  const { url } = demo
  const stop = async () => {
    await demo?.stop()
    demo = null
  }
  const close = async () => {
    timeEnds.abort()
    await Promise.all([browser.close(), stop()])
    await Promise.all([vendor.close(), database.drop(), time])
    if (errors.length > 0) throw new AggregateError(errors, 'the daemon said that something went wrong')
  }
  return {
    url,
    token: token.token,
    database,
    emulator,
    clock,
    errors,
    stop,
    close,
    [Symbol.asyncDispose]: close,
    forgive: () => errors.splice(0),
    visit: (options = {}) => browser.visit({ origin: url, ...options }),
    hold: () => {
      let release = () => {}
      held = new Promise(resolve => {
        release = resolve
      })
      return release
    },
    start: async () => {
      await stop()
      demo = await startAt(Number(new URL(url).port))
    },
  }
}

async function sync(database: Database, provider: Provider): Promise<void> {
  const runner = createRunner({ database, holder: 'stage', schedule: NEVER })
  for (const job of FIRST_JOBS) {
    const { status } = await runner.run({ job, provider, trigger: 'manual', signal: new AbortController().signal })
    if (status !== 'succeeded') throw new Error(`${job} of the stage ended as ${status}`)
  }
}
