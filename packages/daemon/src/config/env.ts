import { nearest } from '@onesms/sdk/catalog'
import { isSection } from './file.ts'

/** A variable that stands over the configuration file. */
export interface EnvVariable {
  readonly name: string
  /** Where its value goes; `null` for a variable read elsewhere. */
  readonly path: readonly [section: string, key: string] | null
  readonly parse?: (text: string) => unknown
}

/** Every variable of the daemon apart from those of the providers; docs/daemon/env.md says what they do. */
export const envVariables: readonly EnvVariable[] = [
  { name: 'DATABASE_URL', path: ['database', 'url'] },
  { name: 'ONESMS_SCHEMA', path: ['database', 'schema'] },
  { name: 'ONESMS_SYNC_SERVICES', path: ['sync', 'services'] },
  { name: 'ONESMS_SYNC_COUNTRIES', path: ['sync', 'countries'] },
  { name: 'ONESMS_SYNC_BALANCES', path: ['sync', 'balances'] },
  { name: 'ONESMS_SYNC_INVARIANTS', path: ['sync', 'invariants'] },
  { name: 'ONESMS_SYNC_PRUNE', path: ['sync', 'prune'] },
  { name: 'ONESMS_PORT', path: ['http', 'port'], parse: toNumber },
  { name: 'ONESMS_HOST', path: ['http', 'host'] },
  { name: 'ONESMS_HOSTS', path: ['http', 'hosts'], parse: toList },
  { name: 'ONESMS_PURCHASE', path: ['purchase', 'enabled'], parse: toSwitch },
  { name: 'ONESMS_ORIGINS', path: ['http', 'origins'], parse: toList },
  { name: 'ONESMS_TOKEN', path: null },
  { name: 'ONESMS_LOG', path: ['log', 'format'] },
  { name: 'ONESMS_LOG_LEVEL', path: ['log', 'level'] },
  { name: 'ONESMS_METRICS_PORT', path: ['metrics', 'port'], parse: toNumber },
  { name: 'ONESMS_METRICS_HOST', path: ['metrics', 'host'] },
  { name: 'ONESMS_PHONE_KEY', path: null },
  { name: 'ONESMS_ALLOW_CUSTOM_BASE_URL', path: null },
]

/** Variables and their values, such as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>

/** The configuration file's values with the environment's over them. */
export function overlayEnvironment(
  file: Readonly<Record<string, unknown>>,
  environment: Environment,
): Record<string, unknown> {
  const config: Record<string, unknown> = { ...file }
  for (const { name, path, parse } of envVariables) {
    const text = environment[name]
    if (!path || !text) continue
    const [section, key] = path
    const before = config[section] === undefined ? {} : config[section]
    // A section that is none stays as it is, for the schema to complain of.
    if (isSection(before)) config[section] = { ...before, [key]: parse ? parse(text) : text }
  }
  return config
}

/** Variables with our prefix that nobody reads: a typing error would otherwise be a default that nobody chose. */
export function unknownVariables(environment: Environment, others: readonly string[] = []): string[] {
  const known = [...envVariables.map(({ name }) => name), ...others]
  return Object.keys(environment)
    .filter(name => name.startsWith('ONESMS_') && !known.includes(name))
    .map(name => {
      const [near] = nearest(name, known)
      return `${name}: there is no such variable${near ? `; did you mean ${near}?` : ''}`
    })
}

/** The variable behind a path of the configuration, for messages. */
export function variableOf(path: readonly PropertyKey[]): string | null {
  const found = envVariables.find(variable => variable.path?.every((part, index) => part === path[index]))
  return found?.name ?? null
}

function toList(text: string): unknown {
  return text.split(',').map(part => part.trim())
}

function toSwitch(text: string): unknown {
  return text === 'on' ? true : text === 'off' ? false : text
}

function toNumber(text: string): unknown {
  return /^\d+$/.test(text) ? Number(text) : text
}
