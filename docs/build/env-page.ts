import { registry } from '@onesms/sdk/providers/registry'
import { envVariables } from '../../packages/daemon/src/config/env.ts'
import { configSchema } from '../../packages/daemon/src/config/schema.ts'

const ROW = /^\| `([A-Z<][A-Z_<>]+)` \| (?:`([^`]*)`)? ?\| (.*) \|$/gm

/**
 * The page of variables: docs/daemon/env.md, with the defaults that the configuration really has, and those of providers by name.
 *
 * @throws where it says nothing of a variable, or speaks of one or of a path that is not there.
 */
export function envPage(page: string): string {
  const known = new Map(envVariables.map(({ name, path }) => [name, path]))
  const defaults = configSchema.parse({}) as Readonly<Record<string, unknown>>
  const text = page
    .replace(
      '| Variable | Path | Default |\n|---|---|---|',
      '| Variable | Path in the file | Default | |\n|---|---|---|---|',
    )
    .replaceAll(ROW, (_, name: string, saidPath = '', said = '') => {
      if (name.startsWith('<PROVIDER>'))
        return `| ${registry.map(({ env }) => `\`${name.replace('<PROVIDER>', env)}\``).join('<br>')} | | | ${said} |`
      if (!known.has(name)) throw new Error(`docs/daemon/env.md: there is no variable ${name}`)
      const path = known.get(name)
      known.delete(name)
      const dotted = path?.join('.') ?? ''
      if (saidPath !== dotted) throw new Error(`docs/daemon/env.md: the path of ${name} is ${dotted || 'none'}`)
      const value = path?.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], defaults)
      const remark = said.replaceAll('`', '') === String(value) ? '' : said
      return `| \`${name}\` | ${dotted && `\`${dotted}\``} | ${shown(value)} | ${remark} |`
    })
  const [forgotten] = known.keys()
  if (forgotten) throw new Error(`docs/daemon/env.md says nothing of ${forgotten}`)
  return text
}

/** In one line: the stars of cron are read together. */
const shown = (value: unknown) =>
  value === undefined || (Array.isArray(value) && value.length === 0)
    ? 'none'
    : `<span style="white-space: nowrap">\`${String(value)}\`</span>`
