import type { Intent, NumberSnapshot } from '@onesms/sdk'
import type { RouteContext } from '../routes/route.ts'

/** Who buys, under which key. */
export interface Buyer {
  readonly subject: string
  readonly key: string
  /** The short-lived token it comes with. */
  readonly session: string | null
  readonly requestId: string | null
}

/** What came of an order. Everything else is thrown as a problem. */
export type Outcome =
  | { readonly kind: 'bought'; readonly snapshot: NumberSnapshot }
  | { readonly kind: 'unknown'; readonly intent: Intent }

/** What carrying an order out works with. */
export type DeskContext = Pick<RouteContext, 'database' | 'gate' | 'accounts' | 'purchase' | 'isReady'>
