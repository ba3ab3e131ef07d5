import type { Provider } from '@onesms/sdk'
import type { Metrics } from './metrics.ts'

/** Has it measured what each provider, and each that it is made of, may still repeat. */
export function measureRetries(metrics: Pick<Metrics, 'retriesLeft'>, providers: readonly Provider[]): void {
  for (const provider of providers) {
    if (provider.retriesLeft) metrics.retriesLeft.set(provider.id, provider.retriesLeft.bind(provider))
    measureRetries(metrics, provider.members ?? [])
  }
}
