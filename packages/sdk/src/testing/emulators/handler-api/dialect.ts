import type { Reply } from '../reply.ts'
import type { SaleStyle } from './activations/sale.ts'
import type { LadderStyle } from './catalog/ladder.ts'
import type { WireCountry } from './directory.generated.ts'
import type { Scene } from './scene.ts'
import type { WebhookStyle } from './webhooks/style.ts'

/** Answers one action from its query. */
export type Action = (scene: Scene, query: URLSearchParams) => Reply

/** One host's way of speaking the protocol: a table, without state. */
export interface Dialect {
  /** Rows of the canonical list the host sells. */
  sells(country: WireCountry): boolean
  readonly ladder: LadderStyle
  readonly sale: SaleStyle
  /** Whether it rents out numbers of a country, by its id; without it, of none. */
  rents?(country: string): boolean
  /** Sent with every answer, whatever is in it; otherwise text and JSON are announced as what they are. */
  readonly contentType?: string
  /** How it calls its customers; without it, it does not. */
  readonly webhook?: WebhookStyle
  /** Whether POST with the same query string is answered like GET. */
  readonly allowsPost: boolean
  /** Actions that are answered to POST alone, with their parameters in the query. */
  readonly posted?: ReadonlySet<string>
  /** Accepts the key in a header as well: `Authorization: ApiKey <key>`. */
  readonly keyInHeader: boolean
  /** Actions that may be asked without a key. */
  readonly keyless: ReadonlySet<string>
  readonly refusals: Refusals
  readonly actions: ReadonlyMap<string, Action>
}

/** What the host says when it does not get as far as the action. */
export interface Refusals {
  readonly missingKey: Reply
  readonly badKey: Reply
  readonly badAction: Reply
  readonly badMethod: Reply
  /** Too many requests, without the header that says when to come back. */
  readonly rateLimited: Reply
  /** The account may not buy until then, in milliseconds since the epoch. */
  banned(until: number, now: number): Reply
  /** Too many numbers open at a time. */
  readonly channelsLimit: Reply
}
