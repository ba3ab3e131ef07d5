import type { Provider } from '@onesms/sdk'
import type { FinishedRun } from '../scheduler/finished-run.ts'
import { countRequest } from './count-request.ts'
import { countRun } from './count-run.ts'
import type { AnsweredRequest } from './log-request.ts'
import { measureRetries } from './measure-retries.ts'
import type { Metrics } from './metrics.ts'
import { observeProvider } from './observe-provider.ts'

/** What a daemon tells of, and asks. */
export interface Countable {
  readonly providers: readonly Provider[]
  readonly onRun?: ((run: FinishedRun) => void) | undefined
  readonly onRequest?: ((request: AnsweredRequest) => void) | undefined
}

/** The same, counted on the way. */
export function countAll({ providers, onRun, onRequest }: Countable, metrics: Metrics) {
  measureRetries(metrics, providers)
  return {
    providers: providers.map(provider => observeProvider(provider, metrics)),
    onRun: (run: FinishedRun) => {
      countRun(metrics, run)
      onRun?.(run)
    },
    onRequest: (request: AnsweredRequest) => {
      countRequest(metrics, request)
      onRequest?.(request)
    },
  }
}
