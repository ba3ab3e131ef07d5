import type { Provider } from '@onesms/sdk'
import type { z } from 'zod'
import type { Accounts } from '../../accounts/accounts.ts'
import type { Database } from '../../db/tables.ts'
import type { LowBalances } from '../../jobs/upkeep.ts'
import type { PurchasePolicy } from '../../purchase/policy.ts'
import type { Trigger } from '../../scheduler/trigger.ts'
import type { CookieSessions } from '../auth/cookie-session.ts'
import type { Identity } from '../auth/identity.ts'
import type { Scope } from '../auth/scope.ts'
import type { Clock } from '../clock.ts'
import type { DatabaseGate } from '../database-gate.ts'
import type { InLine } from '../lines.ts'

/** What is known of a request beside what it says itself. */
export interface RouteCall {
  /** What stands in the places of `:name` of the path. */
  readonly params: Readonly<Record<string, string>>
  /** Who asks; `null` on a route that takes nothing. */
  readonly identity: Identity | null
  /** Under which it is spoken of, in log and ledger. */
  readonly requestId: string
}

/** Answers the requests of one path. What it throws is answered as a problem. */
export type Route = (request: Request, call: RouteCall) => Response | Promise<Response>

/** What a route is, for the description of the API. */
export interface RouteDoc {
  /** The heading it stands under. */
  readonly tag: string
  /** One sentence without a full stop. */
  readonly summary: string
  /** What else is worth knowing: Markdown. */
  readonly description?: string
  readonly query?: z.ZodObject
  /** Of the JSON that is sent. */
  readonly body?: z.ZodType
  /** Headers that mean something to it, and what. */
  readonly headers?: Readonly<Record<string, { readonly description: string; readonly required?: boolean }>>
  /** What it answers when all is well, by status. Problems are the same everywhere. */
  readonly replies: Readonly<
    Record<number, { readonly description: string; readonly body?: z.ZodType; readonly contentType?: string }>
  >
}

/** One way to ask, what one must be allowed to in order to ask it (`null`: nothing), and who answers. */
export interface RouteEntry {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** With `:name` for a part that may be anything. */
  readonly path: string
  readonly scope: Scope | null
  readonly route: Route
  readonly doc: RouteDoc
}

/** What routes work with. */
export interface RouteContext {
  readonly database: Database
  /** Through which every read of the database goes. */
  readonly gate: DatabaseGate
  /** The same for what the daemon itself wants to know: that waits for no client. */
  readonly ownGate: DatabaseGate
  readonly providers: readonly Provider[]
  /** Through which a client has a provider asked something, purchases apart. */
  readonly inLine: InLine
  /** A client with the ledger of this database for each provider. */
  readonly accounts: Accounts
  readonly purchase: PurchasePolicy
  readonly triggerSync: Trigger['run']
  /** By account: below it the balance is low. */
  readonly lowBalances: LowBalances
  /** Days for which it is known how offers moved; 0: for ever. */
  readonly historyDays: number
  /** Sessions of the admin page. */
  readonly cookies: CookieSessions
  readonly clock: Clock
  readonly isReady: () => boolean
  readonly onError: (error: unknown) => void
}
