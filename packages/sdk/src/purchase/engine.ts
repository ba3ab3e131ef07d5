import type { PurchaseContext } from './context.ts'
import type { Patrol } from './patrol.ts'

/** What buys, and what looks after it. */
export interface Engine {
  readonly context: PurchaseContext
  readonly patrol: Patrol
}
