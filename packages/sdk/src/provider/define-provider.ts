import { ConfigurationError } from '../errors/access.ts'
import type { Provider } from './provider.ts'

/**
 * The provider itself, with its exact type: the facets it lacks are absent for whoever uses it, too.
 * @throws {@link ConfigurationError} for an id that cannot stand in front of others.
 */
export function defineProvider<const P extends Provider>(provider: P): P {
  if (/^[a-z0-9][a-z0-9-]{0,63}$/.test(provider.id)) return provider
  throw new ConfigurationError(`the provider id ${JSON.stringify(provider.id)} is malformed`, {
    operation: 'configure',
    hint: 'Use 1 to 64 of a-z, 0-9 and -, for example my-vendor-eu.',
  })
}
