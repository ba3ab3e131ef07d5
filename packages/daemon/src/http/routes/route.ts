import type { Provider } from '@onesms/sdk'
import type { Database } from '../../db/tables.ts'
import type { Trigger } from '../../scheduler/trigger.ts'
import type { Clock } from '../clock.ts'
import type { DatabaseGate } from '../database-gate.ts'

/** Answers the requests of one path. What it throws is answered as a problem. */
export type Route = (request: Request) => Response | Promise<Response>

/** What routes work with. */
export interface RouteContext {
  readonly database: Database
  /** Through which every read of the database goes. */
  readonly gate: DatabaseGate
  readonly providers: readonly Provider[]
  readonly triggerSync: Trigger['run']
  readonly clock: Clock
  readonly isReady: () => boolean
  readonly onError: (error: unknown) => void
}
