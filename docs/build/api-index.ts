const INTRODUCTION =
  'Every export of the packages, by what it is imported from. Each has a page of its own, which the search finds by name.'

/** Entries that no table speaks of. */
const LINES: Readonly<Record<string, string>> = {
  '@onesms/daemon': 'a daemon inside of a program; its configuration, and its stores for clients',
  '@onesms/react': 'the hooks, and what they return',
  '@onesms/react/queries': 'keys and functions of the reads, without React',
}

/**
 * The first page of the API, on which TypeDoc knows no more of an entry than its name.
 *
 * @param readme - That of the SDK, whose table has a line for each of its entries but the providers.
 * @param providerTitle - The heading of a provider's page, by its id.
 * @throws where nobody says what an entry is for.
 */
export function apiIndex(index: string, readme: string, providerTitle: (id: string) => string | undefined): string {
  const told = new Map(
    Array.from(readme.matchAll(/^\| `(@onesms\/[\w/-]+)` \| (.+) \|$/gm), ([, name = '', line = '']) => [name, line]),
  )
  return index
    .replace('## Modules', INTRODUCTION)
    .replace('| Module | Description |', '| Import | What |')
    .replaceAll(/^\| \[(.+?)\]\((.+?)\) \| .* \|$/gm, (_, name: string, target: string) => {
      const [, id = ''] = /\/providers\/(.+)$/.exec(name) ?? []
      const title = providerTitle(id)
      const line = told.get(name) ?? LINES[name] ?? (title && `[${title}](../providers/${id}.md)`)
      if (!line) throw new Error(`the table of entries in the readme of the SDK has no line for ${name}`)
      return `| [\`${name}\`](${target}) | ${line} |`
    })
}
