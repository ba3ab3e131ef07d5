import { openBrowser, type TestBrowser, type Visit, type VisitOptions } from '@onesms/browser-testing'
import { type Client, createClient, type Provider } from '@onesms/sdk'
import { createHandlerApiEmulator, FakeClock, type HandlerApiEmulator } from '@onesms/sdk/testing'
import { type Daemon, type DaemonOptions, startDaemon } from '../../../daemon.ts'
import { createIntentStore } from '../../../db/store/intents.ts'
import type { Database } from '../../../db/tables.ts'
import { type CatalogDatabase, createCatalogDatabase } from '../../../scheduler/__fixtures__/catalog-database.ts'
import { emulatedProvider } from '../../../testing/stage.ts'
import { knownToken, tokenOf } from '../../testing/guarded-app.ts'

/** A daemon with its admin page, an emulated provider behind it, and a browser in front. */
export interface AdminStage {
  readonly database: Database
  readonly emulator: HandlerApiEmulator
  readonly provider: Provider
  /** Another process' client: what it buys stands in the ledger of the daemon. */
  readonly client: Client
  /** Has the provider keep its answers back, until what is returned is called. */
  hold(): () => void
  /** What the daemon said went wrong. */
  readonly errors: readonly unknown[]
  /** Starts the daemon, at a time that the test chooses. */
  start(options?: Partial<DaemonOptions>): Promise<Daemon>
  /** Somebody who has not logged in. */
  visit(options?: Omit<VisitOptions, 'origin'>): Promise<Visit>
  /** Somebody who has. */
  enter(path?: string, options?: Omit<VisitOptions, 'origin'>): Promise<Visit>
  close(): Promise<void>
}

export const ADMIN_TOKEN = tokenOf('admin')
export const READER_TOKEN = tokenOf('reader')

/** Once a year: nothing runs but what the test asks for. */
const YEARLY = '0 0 1 1 *'
const NEVER = { services: YEARLY, countries: YEARLY, balances: YEARLY, invariants: YEARLY, prune: YEARLY }

export async function openAdminStage(): Promise<AdminStage> {
  const [database, browser]: [CatalogDatabase, TestBrowser] = await Promise.all([
    createCatalogDatabase(),
    openBrowser(),
  ])
  const emulator = createHandlerApiEmulator({
    clock: new FakeClock(Date.now()),
    size: { services: 40, countries: 12 },
    magicServices: true,
    autoSms: false,
  })
  let held: Promise<void> = Promise.resolve()
  const answer: typeof emulator.fetch = async (...request) => {
    await held
    return emulator.fetch(...request)
  }
  const provider = emulatedProvider({ ...emulator, fetch: answer })
  const client = createClient({ provider, store: createIntentStore(database) }) as Client
  const errors: unknown[] = []
  let daemon: Daemon | undefined
  const visit: AdminStage['visit'] = (options = {}) => browser.visit({ origin: daemon?.url ?? '', ...options })
  return {
    database,
    emulator,
    provider,
    client,
    errors,
    visit,
    start: async options => {
      await daemon?.stop()
      daemon = await startDaemon({
        database,
        providers: [provider],
        sync: NEVER,
        onError: error => errors.push(error),
        http: { port: 0, tokens: [knownToken('admin', ['admin']), knownToken('reader', ['catalog:read'])] },
        ...options,
      })
      return daemon
    },
    hold: () => {
      let release = () => {}
      held = new Promise(resolve => {
        release = resolve
      })
      return release
    },
    enter: async (path = '/admin', options) => {
      const entered = await visit(options)
      await entered.page.goto('/admin')
      await entered.page.getByLabel('Token').fill(ADMIN_TOKEN)
      await entered.page.getByRole('button', { name: 'Log in' }).click()
      await entered.page.getByRole('heading', { name: 'Overview' }).waitFor()
      if (path !== '/admin') await entered.page.goto(path)
      return entered
    },
    close: async () => {
      await Promise.all([browser.close(), client.close(), daemon?.stop()])
      await database.drop()
    },
  }
}

/** A purchase of which only the emulator knows that it was made. */
export async function loseAnswer({ emulator, client }: AdminStage, service: string): Promise<string> {
  emulator.faults.inject({ kind: 'commit-then-cut', times: 1 })
  const error = await client.activations
    .buy({ service: { nativeId: service }, country: 'GB' }, { signal: AbortSignal.timeout(20_000) })
    .then(
      () => new Error('it was answered'),
      (error: unknown) => error as { readonly intentId: string },
    )
  if (!('intentId' in error)) throw error
  return error.intentId
}
