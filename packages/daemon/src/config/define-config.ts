import type { ConfigInput } from './schema.ts'

/** Returns its argument: editors then complete and check a configuration file. */
export function defineConfig(config: ConfigInput): ConfigInput {
  return config
}
