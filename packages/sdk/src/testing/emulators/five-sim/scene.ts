import type { Spelling } from '../handler-api/scene.ts'
import type { FiveSimView } from './catalog/view.ts'
import type { Desk } from './orders/desk.ts'

/** Everything an answer is made from. A fault may put another in its place. */
export interface Scene {
  readonly catalog: FiveSimView
  readonly spelling: Spelling
  /** The account's money, four decimals at least. */
  readonly balance: string
  readonly desk: Desk
  /** When the request came, in milliseconds since the epoch. */
  readonly now: number
  /** Keeps what `write` made until the catalog changes: all prices are megabytes. */
  remember(name: string, write: () => Uint8Array): Uint8Array
}
