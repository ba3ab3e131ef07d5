import { ConfigurationError } from '../errors/access.ts'
import { OneSmsError } from '../errors/base.ts'
import { readEnv } from '../utils/env.ts'
import { type ApiKeyRules, checkApiKey, refuseInPage, resolveApiKey } from './credentials.ts'
import type { Secrets } from './secrets.ts'

/**
 * A key, how to get it, or the file it stands in. What is not a text is asked before each request: a key that is changed
 * counts from the next request on, and what is on its way ends with the old one.
 */
export type ApiKey = string | (() => string | Promise<string>) | { readonly file: string }

export interface ChangingKeyRules extends Omit<ApiKeyRules, 'apiKey'> {
  readonly apiKey: ApiKey | undefined
}

/**
 * Where the key goes, by name. Where no option gives one, the variable does, or the file that the variable with `_FILE` names.
 * @throws {@link ConfigurationError} when there is none, or it is malformed, or in a page.
 */
export function apiKeySecrets(
  rules: ChangingKeyRules,
  put: (key: string) => Readonly<Record<string, string>>,
): Secrets {
  const { apiKey, env, provider } = rules
  const file = apiKey === undefined ? fileOfEnv(env, provider) : typeof apiKey === 'object' ? apiKey.file : null
  if (file !== null) {
    refuseInPage(rules)
    const read = () => checkApiKey(readFile(file, provider), `the file ${file}`, provider)
    read() // what is wrong now is said now
    return async () => put(read())
  }
  if (typeof apiKey !== 'function') {
    return put(resolveApiKey({ ...rules, apiKey: typeof apiKey === 'string' ? apiKey : undefined }))
  }
  refuseInPage(rules)
  return async () => put(checkApiKey(await ask(apiKey, provider), 'what apiKey() answers', provider))
}

function fileOfEnv(env: string | null, provider: string): string | null {
  const name = `${env}_FILE`
  const file = env === null ? undefined : readEnv(name)
  if (file === undefined) return null
  if (env === null || readEnv(env) === undefined) return file
  throw new ConfigurationError(`${env} and ${name} are both set`, {
    provider,
    operation: 'configure',
    hint: 'Set one.',
  })
}

/** Its own error may hold anything, so it is not told. */
async function ask(apiKey: () => string | Promise<string>, provider: string): Promise<string> {
  try {
    return await apiKey()
  } catch (error) {
    if (OneSmsError.is(error)) throw error
    throw new ConfigurationError('the function apiKey failed', { provider, operation: 'configure' })
  }
}

interface Files {
  readFileSync(path: string, encoding: 'utf8'): string
}

function readFile(file: string, provider: string): string {
  const { process } = globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } }
  try {
    const files = process?.getBuiltinModule?.('node:fs') as Files
    return files.readFileSync(file, 'utf8').trim()
  } catch {
    throw new ConfigurationError(`the key of ${provider} cannot be read from ${file}`, {
      provider,
      operation: 'configure',
      hint: 'The file must be there, and hold the key alone.',
    })
  }
}
