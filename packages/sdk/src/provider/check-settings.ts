import { ConfigurationError } from '../errors/access.ts'

/** Throws a {@link ConfigurationError} for an id that cannot stand in front of others: it must not hold their separator. */
export function checkId(id: string): void {
  if (/^[a-z0-9][a-z0-9-]{0,63}$/.test(id)) return
  throw new ConfigurationError(`the provider id ${JSON.stringify(id)} is malformed`, {
    operation: 'configure',
    hint: 'Use 1 to 64 of a-z, 0-9 and -, for example my-vendor-eu.',
  })
}

/** Throws a {@link ConfigurationError} for a pace that is none. */
export function checkRate(rate: number, provider: string): void {
  if (rate > 0 && rate < Number.POSITIVE_INFINITY) return
  throw new ConfigurationError('requestsPerSecond is not a positive number', { provider, operation: 'configure' })
}
