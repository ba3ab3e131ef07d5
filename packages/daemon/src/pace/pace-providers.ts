import type { Provider } from '@onesms/sdk'
import type { Database } from '../db/tables.ts'
import { createSharedPace } from './shared-pace.ts'

/** Above so many requests a second a turn of the database costs more than it saves. */
const MOST_SHARED = 200

/** Has each provider, and each that it is made of, keep the pace of its account together with the other processes. */
export function paceProviders(database: Database, providers: readonly Provider[]): void {
  for (const provider of providers) {
    const limit = provider.traits.requestsPerSecond
    if (limit !== null && limit <= MOST_SHARED) {
      provider.usePace?.(createSharedPace({ database, account: provider.id, limit }))
    }
    paceProviders(database, provider.members ?? [])
  }
}
