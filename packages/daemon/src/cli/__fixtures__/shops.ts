import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHandlerApiEmulator, type HandlerApiEmulator, keepTime, serve } from '@onesms/sdk/testing'
import { type CatalogDatabase, createCatalogDatabase } from '../../scheduler/__fixtures__/catalog-database.ts'
import { type Onesms, startOnesms } from './onesms.ts'

/** A daemon that sells, as a process. */
export interface Seller extends Onesms {
  /** Resolves when it serves. */
  readonly url: Promise<string>
}

export interface Reply {
  /** 0: there was none. */
  readonly status: number
  readonly body: { readonly id?: string; readonly state?: string; readonly code?: string; readonly rejected?: boolean }
}

/** A database and an emulated provider whose time is that of this machine, and as many daemons on them as a test wants. */
export interface Shops {
  readonly database: CatalogDatabase
  readonly emulator: HandlerApiEmulator
  start(): Seller
  /** Buys one number from the emulator's first country. */
  buy(url: string, key: string): Promise<Reply>
  close(): Promise<void>
}

const SERVING = /Serving (http:\/\/127\.0\.0\.1:\d+)\/v1\/services/

export async function openShops(): Promise<Shops> {
  const database = await createCatalogDatabase()
  const emulator = createHandlerApiEmulator({
    size: { services: 10, countries: 3 },
    autoSms: false,
    magicServices: true,
    balance: '100000',
  })
  const host = await serve(emulator)
  const closing = new AbortController()
  const passing = keepTime(emulator.clock, closing.signal)
  const token = randomBytes(48).toString('base64url')
  const country = emulator.catalog.countries[0]?.id ?? ''
  const cwd = mkdtempSync(join(tmpdir(), 'onesms-shops-'))
  writeFileSync(
    join(cwd, 'onesms.config.json'),
    JSON.stringify({
      purchase: {
        enabled: true,
        services: 'any',
        countries: 'any',
        maxPrice: '5.00 USD',
        limits: { total: { spendPerDay: '100000.00 USD' } },
      },
    }),
  )
  const environment = {
    DATABASE_URL: database.url,
    HERO_SMS_API_KEY: emulator.apiKey,
    HERO_SMS_BASE_URL: `${host.url}/stubs/handler_api.php`,
    ONESMS_TOKEN: token,
    ONESMS_PORT: '0',
  }
  return {
    database,
    emulator,
    start: () => {
      const process = startOnesms(['start', '--log', 'text'], { cwd, environment })
      const url = process.says(SERVING).then(() => SERVING.exec(process.stderr)?.[1] ?? '')
      url.catch(() => {}) // one that is ended before it serves
      return Object.assign(process, { url })
    },
    buy: async (url, key) => {
      try {
        const response = await fetch(`${url}/v1/activations`, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${token}`,
            'content-type': 'application/json',
            'idempotency-key': key,
          },
          body: JSON.stringify({ service: 'hero-sms:mute', country: `hero-sms:${country}`, max_price: '5.00' }),
        })
        return { status: response.status, body: (await response.json()) as Reply['body'] }
      } catch {
        return { status: 0, body: {} }
      }
    },
    close: async () => {
      closing.abort()
      await passing
      await host.close()
      rmSync(cwd, { recursive: true, force: true })
      await database.drop()
    },
  }
}
