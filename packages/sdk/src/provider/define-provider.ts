import { checkId } from './check-settings.ts'
import type { Provider } from './provider.ts'

/**
 * The provider itself, with its exact type: the facets it lacks are absent for whoever uses it, too.
 * @throws {@link ConfigurationError} for an id that cannot stand in front of others.
 */
export function defineProvider<const P extends Provider>(provider: P): P {
  checkId(provider.id)
  return provider
}
