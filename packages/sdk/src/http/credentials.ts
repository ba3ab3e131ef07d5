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
export function resolveApiKey(rules: ApiKeyRules): string {
  const { apiKey, env, provider } = rules
  refuseInPage(rules)
  const key = apiKey ?? (env ? readEnv(env) : undefined)
  if (!key) {
    throw new ConfigurationError(`${provider} has no API key`, {
      provider,
      operation: 'configure',
      hint: env ? `Pass apiKey, or set ${env}.` : 'Pass apiKey.',
    })
  }
  return checkApiKey(key, apiKey === undefined ? String(env) : 'apiKey', provider)
}

/** @throws {@link ConfigurationError} in a page, unless that is wanted. */
export function refuseInPage({ provider, allowBrowser }: Pick<ApiKeyRules, 'provider' | 'allowBrowser'>): void {
  if (!isBrowser() || allowBrowser) return
  throw new ConfigurationError(`the key of ${provider} would be readable by everybody who opens this page`, {
    provider,
    operation: 'configure',
    hint: 'Keep it on a server: run the daemon and use its provider here. To go on all the same, set dangerouslyAllowBrowser.',
  })
}

/** The key, if it can be one; `source` is named in the error, which never quotes it. */
export function checkApiKey(key: unknown, source: string, provider: string): string {
  // Tokens with a signature in them have about a thousand characters. A line break or blank is a copying mistake, and would also make header and URL ambiguous.
  if (typeof key === 'string' && /^[\x21-\x7e]{4,4096}$/.test(key)) return key
  throw new ConfigurationError(`the API key of ${provider} is malformed`, {
    provider,
    operation: 'configure',
    hint: `${source} must be 4 to 4,096 printable ASCII characters without blanks.`,
  })
}
