import { existsSync, readFileSync } from 'node:fs'
import { extname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ConfigError } from './config-error.ts'

const NAMES = ['onesms.config.mjs', 'onesms.config.js', 'onesms.config.json']
/** Of other tools one knows files of these kinds. */
const OTHERS = ['ts', 'mts', 'cts', 'cjs', 'jsonc', 'json5', 'yaml', 'yml', 'toml'].map(kind => `onesms.config.${kind}`)

/** What a configuration file says, and its text. */
export interface ConfigFile {
  readonly settings: Readonly<Record<string, unknown>>
  readonly source: string
}

/** The given file, else the first found in the folder, else nothing. */
export async function readConfigFile(directory: string, file: string | undefined): Promise<ConfigFile> {
  const path = file ? resolve(directory, file) : NAMES.map(name => resolve(directory, name)).find(existsSync)
  if (!path) {
    refuseOthers(directory)
    return { settings: {}, source: '' }
  }
  const isJson = extname(path) === '.json'
  const settings = isJson ? readJson(path) : await importDefault(path)
  if (isSection(settings)) return { settings, source: readFileSync(path, 'utf8') }
  throw new ConfigError([
    isJson ? `${path}: must be an object` : `${path}: must export its configuration as default; see defineConfig`,
  ])
}

/** Who wrote `onesms.config.ts` meant it to count. */
function refuseOthers(directory: string): void {
  const other = OTHERS.map(name => resolve(directory, name)).find(existsSync)
  if (other) throw new ConfigError([`${other}: is not read; its name must be ${NAMES.join(' or ')}`])
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
  if (error instanceof SyntaxError) {
    // The message of a SyntaxError quotes the file, and there may be a password in it.
    const where = extname(path) === '.json' ? '' : `; this says where: node ${path}`
    return new ConfigError([`${path}: is not valid ${extname(path).slice(1)}${where}`])
  }
  const message = error instanceof Error ? error.message.replaceAll('\n', ' ') : ''
  return new ConfigError([`${path}: ${message || 'cannot be read'}`])
}
