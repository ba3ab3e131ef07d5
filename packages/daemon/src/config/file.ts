import { existsSync, readFileSync } from 'node:fs'
import { extname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ConfigError } from './config-error.ts'

const NAMES = ['onesms.config.mjs', 'onesms.config.js', 'onesms.config.json']

/** What the configuration file says: the given one, else the first found in the folder, else nothing. */
export async function readConfigFile(directory: string, file: string | undefined): Promise<Record<string, unknown>> {
  const path = file ? resolve(directory, file) : NAMES.map(name => resolve(directory, name)).find(existsSync)
  if (!path) return {}
  const value = extname(path) === '.json' ? readJson(path) : await importDefault(path)
  if (isSection(value)) return value
  throw new ConfigError([
    extname(path) === '.json'
      ? `${path}: must be an object`
      : `${path}: must export its configuration as default; see defineConfig`,
  ])
}

/** Whether a value is an object with settings in it. */
export function isSection(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw unreadable(path, error)
  }
}

async function importDefault(path: string): Promise<unknown> {
  try {
    return ((await import(pathToFileURL(path).href)) as { readonly default?: unknown }).default
  } catch (error) {
    throw unreadable(path, error)
  }
}

function unreadable(path: string, error: unknown): ConfigError {
  // The message of a SyntaxError quotes the file, and there may be a password in it.
  if (error instanceof SyntaxError) return new ConfigError([`${path}: is not valid ${extname(path).slice(1)}`])
  const message = error instanceof Error ? error.message.replaceAll('\n', ' ') : ''
  return new ConfigError([`${path}: ${message || 'cannot be read'}`])
}
