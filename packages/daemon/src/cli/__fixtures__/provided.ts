import { createHandlerApiEmulator, type HandlerApiEmulator, serve } from '@onesms/sdk/testing'
import { type CatalogDatabase, createCatalogDatabase } from '../../scheduler/__fixtures__/catalog-database.ts'

/** A key that must not turn up anywhere. */
export const CANARY = 'canary-4f1c-key'

/** A database, an emulated provider behind a port, and the environment that leads the command line to both. */
export interface Provided {
  readonly database: CatalogDatabase
  readonly emulator: HandlerApiEmulator
  readonly environment: Readonly<Record<string, string>>
  close(): Promise<void>
}

export async function provide(): Promise<Provided> {
  const database = await createCatalogDatabase()
  const emulator = createHandlerApiEmulator({ apiKey: CANARY, size: { services: 30, countries: 12 } })
  const host = await serve(emulator)
  return {
    database,
    emulator,
    environment: {
      DATABASE_URL: database.url,
      HERO_SMS_API_KEY: CANARY,
      HERO_SMS_BASE_URL: `${host.url}/stubs/handler_api.php`,
    },
    close: async () => {
      await host.close()
      await database.drop()
    },
  }
}
