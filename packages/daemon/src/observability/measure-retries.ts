import type { Provider } from '@onesms/sdk'
import type { Metrics } from './metrics.ts'

/** Has it measured what each provider, and each that it is made of, may still repeat. */
export function measureRetries(metrics: Pick<Metrics, 'retriesLeft'>, providers: readonly Provider[]): void {
  for (const provider of providers) {
    if (provider.retriesLeft) metrics.retriesLeft.set(provider.id, () => askedOf(provider))
    measureRetries(metrics, provider.members ?? [])
  }
}

/** A provider may be anybody's, and a scrape tells of all: what is wrong with one figure is not to cost the others. */
function askedOf(provider: Provider): number | null {
  try {
    const left: unknown = provider.retriesLeft?.()
    return typeof left === 'number' ? left : null
  } catch {
    return null
  }
}
