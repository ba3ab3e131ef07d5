import { registry } from '@onesms/sdk/providers/registry'
import { envVariables } from '../../packages/daemon/src/config/env.ts'
import { configSchema } from '../../packages/daemon/src/config/schema.ts'
import { mapLinks } from './links.ts'

/**
 * The page of variables: those the daemon knows, the defaults its configuration really has, and what docs/daemon.md says of each.
 *
 * @throws where docs/daemon.md says nothing of a variable, or speaks of one or of a path that is not there.
 */
export function envPage(daemonPage: string): string {
  const told = new Map(
    Array.from(daemonPage.matchAll(/^\| `([A-Z<][A-Z_<>]+)` \| (?:`([^`]*)`)? ?\| (.*) \|$/gm), row => [
      row[1] ?? '',
      row,
    ]),
  )
  const defaults = configSchema.parse({}) as Readonly<Record<string, unknown>>
  const rows = envVariables.map(({ name, path }) => {
    const [, , saidPath = '', text = ''] = told.get(name) ?? []
    const dotted = path?.join('.') ?? ''
    if (!told.delete(name)) throw new Error(`docs/daemon.md says nothing of ${name}`)
    if (saidPath !== dotted) throw new Error(`docs/daemon.md: the path of ${name} is ${dotted || 'none'}`)
    const value = path?.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], defaults)
    return `| \`${name}\` | ${dotted && `\`${dotted}\``} | ${shown(value)} | ${text.replaceAll('`', '') === String(value) ? '' : elsewhere(text)} |`
  })
  const ofProviders = [...told].map(([name, [, , , text = '']]) => {
    if (!name.startsWith('<PROVIDER>')) throw new Error(`docs/daemon.md: there is no variable ${name}`)
    return `| ${registry.map(({ env }) => `\`${name.replace('<PROVIDER>', env)}\``).join('<br>')} | ${elsewhere(text)} |`
  })
  return `# Variables

Over the configuration file stands the environment. This list is read off the daemon; an \`ONESMS_…\` variable that is not in it is a
mistake, and [the daemon](../daemon.md#configuration) does not start.

| Variable | Path in the file | Default | |
|---|---|---|---|
${rows.join('\n')}

## Of providers

| Variables | |
|---|---|
${ofProviders.join('\n')}
`
}

const shown = (value: unknown) =>
  value === undefined || (Array.isArray(value) && value.length === 0) ? 'none' : `\`${String(value)}\``

/** What docs/daemon.md says, a folder further in. */
const elsewhere = (text: string) => mapLinks(text.replaceAll('](#', '](daemon.md#'), target => `../${target}`)
