import type { Provider } from '@onesms/sdk'
import { registry } from '@onesms/sdk/providers/registry'
import type { Environment } from './env.ts'

/**
 * Addresses that are set for a provider which the file makes itself, and which the file does not speak of: it would be
 * asked, and paid, at another address than the one that is set.
 *
 * @param source The text of the file.
 */
export function unreadAddresses(
  providers: readonly Provider[],
  environment: Environment,
  source: string,
): readonly string[] {
  const made = new Set(providers.flatMap(({ id, members = [] }) => [id, ...members.map(member => member.id)]))
  return registry
    .filter(({ id, env }) => made.has(id) && environment[`${env}_BASE_URL`] && !source.includes(`${env}_BASE_URL`))
    .map(
      ({ env }) =>
        `${env}_BASE_URL: is set, but the configuration file makes this provider and does not read it; ` +
        `hand over { baseUrl: process.env.${env}_BASE_URL } there, or leave out providers`,
    )
}

/** Names of variables that hold a token or a secret, as a configuration says them; it may be wrong elsewhere. */
export function namedVariables(config: unknown): readonly string[] {
  if (Array.isArray(config)) return config.flatMap(namedVariables)
  if (typeof config !== 'object' || config === null) return []
  return Object.entries(config).flatMap(([name, value]) => {
    if (typeof value === 'string') return /^(?:token|secret|previousSecret)Env$/.test(name) ? [value] : []
    return namedVariables(value)
  })
}
