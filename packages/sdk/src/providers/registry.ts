import type { ApiKey } from '../http/api-key.ts'
import type { FetchLike } from '../http/exchange.ts'
import type { Provider } from '../provider/provider.ts'
import { entries } from './registry.generated.ts'

/** What every provider of this package can be told; each takes more of its own. */
export interface RegistryOptions {
  readonly apiKey?: ApiKey
  readonly id?: string
  readonly baseUrl?: string
  readonly allowCustomBaseUrl?: boolean
  readonly fetch?: FetchLike
}

/** What configuration by text (a daemon's environment, say) needs to know about a provider before loading it. */
export interface RegistryEntry {
  readonly id: string
  readonly name: string
  /** Variables are `<prefix>_API_KEY` and `<prefix>_BASE_URL`. */
  readonly env: string
  /** Loads the provider's code, and answers what makes it. */
  load(): Promise<(options?: RegistryOptions) => Provider>
}

/** Every provider that ships with this package, loaded on demand. */
export const registry: readonly RegistryEntry[] = entries
