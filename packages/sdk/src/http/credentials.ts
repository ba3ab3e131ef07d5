import { ConfigurationError } from '../errors/access.ts'
import { isBrowser, readEnv } from '../utils/env.ts'

export interface ApiKeyRules {
  readonly apiKey: string | undefined
  /** Variable that is read when no key is given. */
  readonly env: string | null
  readonly provider: string
  readonly allowBrowser?: boolean | undefined
}

/** The key from the option, else from the environment. Throws {@link ConfigurationError} when absent, malformed, or in a page. */
export function resolveApiKey({ apiKey, env, provider, allowBrowser }: ApiKeyRules): string {
  const context = { provider, operation: 'configure' }
  if (isBrowser() && !allowBrowser) {
    throw new ConfigurationError(`the key of ${provider} would be readable by everybody who opens this page`, {
      ...context,
      hint: 'Keep it on a server: run the daemon and use its provider here. To go on all the same, set dangerouslyAllowBrowser.',
    })
  }
  const key = apiKey ?? (env ? readEnv(env) : undefined)
  if (!key) {
    throw new ConfigurationError(`${provider} has no API key`, {
      ...context,
      hint: env ? `Pass apiKey, or set ${env}.` : 'Pass apiKey.',
    })
  }
  // Tokens with a signature in them have about a thousand characters. A line break or blank is a copying mistake, and would also make header and URL ambiguous.
  if (!/^[\x21-\x7e]{4,4096}$/.test(key)) {
    throw new ConfigurationError(`the API key of ${provider} is malformed`, {
      ...context,
      hint: `${apiKey === undefined ? env : 'apiKey'} must be 4 to 4,096 printable ASCII characters without blanks.`,
    })
  }
  return key
}
