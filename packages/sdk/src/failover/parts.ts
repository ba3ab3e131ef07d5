import type { FailoverEvent } from '../provider/events.ts'
import type { Provider } from '../provider/provider.ts'
import type { Clock } from '../utils/clock.ts'
import type { OutcomeWatch } from './outcome-watch.ts'
import type { OutcomeStore } from './outcomes.ts'
import type { FailoverStrategy } from './rank.ts'
import type { Convert } from './rates.ts'
import type { Routes } from './routes.ts'

/** What every facet of a provider made of providers works with. */
export interface FailoverParts {
  readonly id: string
  readonly members: readonly Provider[]
  readonly currency: string
  readonly strategy: FailoverStrategy
  /** How long a whole purchase may take; nothing is sent that could end after it. */
  readonly purchaseTimeout: number
  readonly clock: Clock
  readonly convert: Convert
  readonly outcomes: OutcomeStore
  readonly watch: OutcomeWatch
  readonly routes: Routes
  /** Never throws. */
  readonly emit: (event: FailoverEvent) => void
}
