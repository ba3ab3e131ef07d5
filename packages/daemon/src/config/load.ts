import type { KnownToken } from '../http/auth/identity.ts'
import { strangersIn } from './balances.ts'
import { ConfigError } from './config-error.ts'
import { type Environment, overlayEnvironment, unknownVariables, variableOf } from './env.ts'
import { providersFromEnvironment } from './env-providers.ts'
import { readConfigFile } from './file.ts'
import { type HashPhone, readPhoneKey } from './privacy.ts'
import { readWebhooks, type Webhooks } from './read-webhooks.ts'
import { configSchema, type ParsedConfig } from './schema.ts'
import { readTokens } from './tokens.ts'
import { namedVariables, unreadAddresses } from './unread.ts'

/** The configuration with its tokens, as hashes, and what a key is for in place of the variables that hold them. */
export type Config = Omit<ParsedConfig, 'http' | 'privacy' | 'webhooks'> & {
  readonly webhooks: Webhooks
  readonly privacy: ParsedConfig['privacy'] & { readonly hashPhone: HashPhone }
  readonly http: Omit<ParsedConfig['http'], 'tokens'> & { readonly tokens: readonly KnownToken[] }
}

/**
 * Loads `onesms.config.{mjs,js,json}` where there is one, puts the environment over it, and adds the providers whose key
 * is set when the file says nothing of providers.
 *
 * @throws {@link ConfigError} with every mistake at once.
 */
export async function loadConfig({
  directory,
  environment,
  file,
}: {
  readonly directory: string
  readonly environment: Environment
  /** A file to use instead of looking for one. */
  readonly file?: string | undefined
}): Promise<Config> {
  const { settings: fromFile, source } = await readConfigFile(directory, file)
  const parsed = configSchema.safeParse(overlayEnvironment(fromFile, environment))
  const fromEnvironment = fromFile['providers'] === undefined ? await providersFromEnvironment(environment) : null
  const mistakes = [
    ...unknownVariables(environment, namedVariables({ http: fromFile['http'], webhooks: fromFile['webhooks'] })),
    ...(parsed.error?.issues ?? []).flatMap(describe),
    ...(fromEnvironment?.mistakes ?? []),
    ...unreadAddresses(parsed.data?.providers ?? [], environment, source),
  ]
  if (!parsed.success || mistakes.length > 0) throw new ConfigError(mistakes)
  const { tokens, mistakes: weak } = readTokens(parsed.data.http, environment)
  const { hashPhone, mistakes: weakKey } = readPhoneKey(environment)
  const providers = [...(fromEnvironment?.providers ?? parsed.data.providers)]
  const { webhooks, mistakes: unread } = await readWebhooks(parsed.data.webhooks, environment, providers)
  const wrong = [...weak, ...weakKey, ...unread, ...strangersIn(parsed.data.balances.low, providers)]
  if (wrong.length > 0) throw new ConfigError(wrong)
  return {
    ...parsed.data,
    privacy: { ...parsed.data.privacy, hashPhone },
    http: { ...parsed.data.http, tokens },
    providers,
    webhooks,
  }
}

type Issue = NonNullable<ReturnType<typeof configSchema.safeParse>['error']>['issues'][number]

function describe(issue: Issue): string[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key => `${[...issue.path, key].join('.')}: there is no such setting`)
  }
  const variable = variableOf(issue.path)
  return [`${issue.path.join('.') || 'configuration'}${variable ? ` (${variable})` : ''}: ${issue.message}`]
}
