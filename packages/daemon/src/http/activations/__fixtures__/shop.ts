import type { Provider } from '@onesms/sdk'
import { heroSms } from '@onesms/sdk/providers/hero-sms'
import { createHandlerApiEmulator, FakeClock, type HandlerApiEmulator } from '@onesms/sdk/testing'
import { type Accounts, openAccounts } from '../../../accounts/accounts.ts'
import { openLedger } from '../../../accounts/open-ledger.ts'
import type { Database } from '../../../db/tables.ts'
import { type Limits, NO_LIMITS, type PurchasePolicy } from '../../../purchase/policy.ts'
import { type CatalogDatabase, createCatalogDatabase } from '../../../scheduler/__fixtures__/catalog-database.ts'
import { createApp } from '../../app.ts'
import { knownToken, tokenOf } from '../../testing/guarded-app.ts'

/** An answer, read. */
export interface Reply {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly body: any
}

export interface AskOptions {
  /** Default `ann`. */
  readonly as?: string
  readonly key?: string
  readonly body?: unknown
  readonly signal?: AbortSignal
}

/** A process of the daemon that sells, over a database that others may share. */
export interface Shop {
  readonly database: Database
  readonly accounts: Accounts
  readonly errors: unknown[]
  isReady: boolean
  ask(method: string, path: string, options?: AskOptions): Promise<Reply>
  /** Buys from the emulator's first country, what the body does not say otherwise. */
  buy(key: string, body?: object, options?: AskOptions): Promise<Reply>
  /** The raw door, for requests that are no good JSON. */
  fetch(request: Request): Promise<Response>
}

export interface ShopOptions {
  readonly policy?: Partial<Omit<PurchasePolicy, 'limits'>>
  readonly limits?: { readonly subject?: Partial<Limits>; readonly total?: Partial<Limits> }
  readonly database?: Database
  readonly providers?: readonly Provider[]
  readonly clock?: FakeClock
}

export interface Mall {
  readonly database: CatalogDatabase
  readonly emulator: HandlerApiEmulator
  readonly clock: FakeClock
  /** The emulator's first country, by its id there. */
  readonly country: string
  provider(): Provider
  open(options?: ShopOptions): Shop
  /** As often as the emulator was asked to sell. */
  wire(): number
  close(): Promise<void>
}

const tokens = [
  ...['ann', 'bob'].map(subject => knownToken(subject, ['catalog:read', 'activation:read', 'purchase'])),
  knownToken('op', ['admin']),
]

/** An emulated provider, a database, and as many daemons on it as a test wants. */
export async function openMall(): Promise<Mall> {
  const database = await createCatalogDatabase()
  const clock = new FakeClock(Date.now())
  const emulator = createHandlerApiEmulator({
    clock,
    size: { services: 3, countries: 2 },
    autoSms: false,
    magicServices: true,
    balance: '10000',
  })
  const country = String(emulator.catalog.countries[0]?.id)
  const { apiKey, fetch } = emulator
  const provider = () => heroSms({ apiKey, fetch, requestsPerSecond: 10_000 })
  return {
    database,
    emulator,
    clock,
    country,
    provider,
    open: ({ policy, limits, database: on = database, providers = [provider()], clock: time = clock } = {}) => {
      const purchase: PurchasePolicy = {
        enabled: true,
        accountMode: 'shared',
        services: 'any',
        countries: 'any',
        maxPrice: new Map([['USD', '5']]),
        rentals: { maxPrice: new Map([['USD', '50']]) },
        ...policy,
        limits: {
          subject: { ...NO_LIMITS, ...limits?.subject },
          total: { ...NO_LIMITS, spendPerDay: new Map([['USD', '1000']]), ...limits?.total },
        },
      }
      const errors: unknown[] = []
      const store = openLedger(on, providers, purchase)
      const accounts = openAccounts({ providers, store, clock: time, mode: purchase.accountMode })
      const app = createApp({
        database: on,
        providers,
        accounts,
        purchase,
        tokens,
        isReady: () => shop.isReady,
        triggerSync: async (_, { id }) => ({ provider: id, id: 1, state: 'running' }),
        onError: error => errors.push(error),
      })
      const shop: Shop = {
        database: on,
        accounts,
        errors,
        isReady: true,
        fetch: request => app.fetch(request),
        ask: async (method, path, { as = 'ann', key, body, signal } = {}) => {
          const headers = new Headers({ authorization: `Bearer ${tokenOf(as)}` })
          if (key !== undefined) headers.set('idempotency-key', key)
          if (body !== undefined) headers.set('content-type', 'application/json')
          const json = body === undefined ? null : JSON.stringify(body)
          const init = { method, headers, body: json, ...(signal && { signal }) }
          const response = await app.fetch(new Request(`http://localhost${path}`, init))
          return { status: response.status, headers: response.headers, body: await response.json() }
        },
        buy: (key, body = {}, options = {}) =>
          shop.ask('POST', '/v1/activations', {
            key,
            body: { service: 'hero-sms:mute', country: `hero-sms:${country}`, ...body },
            ...options,
          }),
      }
      return shop
    },
    wire: () => emulator.ledger.count('getNumberV2') + emulator.ledger.count('getNumber'),
    close: () => database.drop(),
  }
}
