import { OneSmsError, type Provider } from '@onesms/sdk'
import { type RegistryEntry, registry } from '@onesms/sdk/providers/registry'
import type { Environment } from './env.ts'

/** The providers whose key is set, and what is wrong with the variables of the others. */
export async function providersFromEnvironment(
  environment: Environment,
): Promise<{ readonly providers: readonly Provider[]; readonly mistakes: readonly string[] }> {
  const found = await Promise.all(registry.map(entry => providerFrom(entry, environment)))
  return {
    providers: found.filter(provider => typeof provider === 'object' && provider !== null),
    mistakes: found.filter(mistake => typeof mistake === 'string'),
  }
}

/** The provider, `null` when it is not wanted, or the mistake. */
async function providerFrom({ env, load }: RegistryEntry, environment: Environment): Promise<Provider | string | null> {
  const file = environment[`${env}_API_KEY_FILE`]
  const key = environment[`${env}_API_KEY`]
  const variable = file ? `${env}_API_KEY_FILE` : `${env}_API_KEY`
  const apiKey = file ? { file } : key
  const baseUrl = environment[`${env}_BASE_URL`]
  if (!apiKey) return baseUrl ? `${env}_BASE_URL: is set, but ${env}_API_KEY is not` : null
  if (file && key) return `${env}_API_KEY_FILE: is set, and so is ${env}_API_KEY; set one`
  const create = await load()
  try {
    create({ apiKey })
  } catch (error) {
    return mistakeIn(variable, error)
  }
  try {
    const allowCustomBaseUrl = environment['ONESMS_ALLOW_CUSTOM_BASE_URL'] === '1'
    return create({ apiKey, allowCustomBaseUrl, ...(baseUrl ? { baseUrl } : {}) })
  } catch (error) {
    return mistakeIn(`${env}_BASE_URL`, error)
  }
}

function mistakeIn(variable: string, error: unknown): string {
  if (!OneSmsError.is(error)) throw error
  return `${variable}: ${error.message.replaceAll('\n', ': ')}`
}
