import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { OneSmsError, type Provider } from '@onesms/sdk'
import { registry } from '@onesms/sdk/providers/registry'
import { overlayEnvironment, unknownVariables, variableOf } from './env.ts'
import { type Config, configSchema } from './schema.ts'

const FILES = ['onesms.config.mjs', 'onesms.config.js', 'onesms.config.json']

/** A configuration that cannot be used: one line for each mistake, each naming its path and variable. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly mistakes: readonly string[]

  constructor(mistakes: readonly string[]) {
    super(mistakes.join('\n'))
    this.mistakes = mistakes
  }
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Loads `onesms.config.{mjs,js,json}` where there is one, puts the environment over it, and adds the providers whose key
 * is set when the file names none.
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
  const fromFile = await readConfigFile(directory, file)
  const parsed = configSchema.safeParse(overlayEnvironment(fromFile, environment))
  const mistakes = [...unknownVariables(environment), ...(parsed.error?.issues ?? []).map(describe)]
  const providers = parsed.data?.providers.length ? parsed.data.providers : await providersFrom(environment, mistakes)
  if (!parsed.success || mistakes.length > 0) throw new ConfigError(mistakes)
  return { ...parsed.data, providers }
}

async function readConfigFile(directory: string, file: string | undefined): Promise<Record<string, unknown>> {
  const path = file ? resolve(directory, file) : FILES.map(name => resolve(directory, name)).find(existsSync)
  if (!path) return {}
  try {
    const value: unknown = path.endsWith('.json')
      ? JSON.parse(readFileSync(path, 'utf8'))
      : ((await import(pathToFileURL(path).href)) as { default?: unknown }).default
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  } catch (error) {
    throw new ConfigError([`${path}: ${error instanceof Error ? error.message.split('\n')[0] : 'cannot be read'}`])
  }
  throw new ConfigError([`${path}: must export its configuration as default; see defineConfig`])
}

async function providersFrom(environment: Environment, mistakes: string[]): Promise<Provider[]> {
  const providers: Provider[] = []
  for (const { env, load } of registry) {
    const apiKey = environment[`${env}_API_KEY`]
    const baseUrl = environment[`${env}_BASE_URL`]
    if (!apiKey) {
      if (baseUrl) mistakes.push(`${env}_BASE_URL: is set, but ${env}_API_KEY is not`)
      continue
    }
    const allowCustomBaseUrl = environment['ONESMS_ALLOW_CUSTOM_BASE_URL'] === '1'
    try {
      const create = await load()
      providers.push(create({ apiKey, allowCustomBaseUrl, ...(baseUrl ? { baseUrl } : {}) }))
    } catch (error) {
      if (!OneSmsError.is(error)) throw error
      const variable = error.message.startsWith('baseUrl') ? `${env}_BASE_URL` : `${env}_API_KEY`
      mistakes.push(`${variable}: ${error.message.replaceAll('\n', ' — ')}`)
    }
  }
  return providers
}

function describe(issue: { readonly path: readonly PropertyKey[]; readonly message: string }): string {
  const path = issue.path.map(String).join('.') || 'configuration'
  const variable = variableOf(issue.path)
  return `${path}${variable ? ` (${variable})` : ''}: ${issue.message}`
}
