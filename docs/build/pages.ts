import { posix } from 'node:path'
import { mapLinks, relativeLink, resolveLink } from './links.ts'

/** What pages are made from: the repository, by paths from its root. */
export interface Source {
  /** `null` where there is no such file. */
  read(path: string): string | null
  /** Names in a folder, of those that belong to the repository; `null` where there is no such folder. */
  list(path: string): readonly string[] | null
}

/** Pages by their path from the root of the pages. */
export type Pages = ReadonlyMap<string, string>

/** What leads to nothing. */
export class DeadLinkError extends Error {
  override readonly name = 'DeadLinkError'
}

/**
 * The pages of docs/, and whatever these and those link to in the repository, so that the site needs nothing beside it. A file
 * that is no page is shown as it is.
 *
 * @throws {@link DeadLinkError} that names every link to what is not there.
 */
export function collectPages(roots: readonly string[], source: Source): Pages {
  const pages = new Map<string, string>()
  const dead: string[] = []
  const waiting = [...roots]
  const known = new Set(waiting)
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const page = pageOf(path)
    const text = contentOf(path, source)
    const isPage = path.endsWith('.md')
    pages.set(
      page,
      !isPage
        ? text
        : mapLinks(text, target => {
            const { path: aim, anchor } = resolveLink(path, target)
            const found = findTarget(aim, source)
            if (found === null) {
              dead.push(`${path}: ${target}`)
              return target
            }
            if (!known.has(found)) waiting.push(found)
            known.add(found)
            return relativeLink(page, pageOf(found)) + anchor
          }),
    )
  }
  if (dead.length > 0) throw new DeadLinkError(`links that lead to nothing:\n${dead.join('\n')}`)
  return pages
}

/** The file, or the folder without a page of its own, that a link is about. */
function findTarget(path: string, source: Source): string | null {
  if (source.read(path) !== null) return path
  const names = source.list(path)
  if (names === null) return null
  const [index] = ['README.md', 'index.md'].filter(name => names.includes(name))
  const single = names.length === 1 ? names[0] : undefined
  const name = index ?? single
  return name ? posix.join(path, name) : path
}

function contentOf(path: string, source: Source): string {
  const text = source.read(path)
  if (text !== null && path.endsWith('.md')) return text
  const heading = `# ${path}\n\n`
  if (text === null) return heading + (source.list(path) ?? []).map(name => `- \`${name}\``).join('\n')
  const fence = '`'.repeat(Math.max(3, ...Array.from(text.matchAll(/`+/g), ([ticks]) => ticks.length + 1)))
  return `${heading}${fence}${languageOf(path)}\n${text.trimEnd()}\n${fence}\n`
}

const languageOf = (path: string) => {
  const language = { yml: 'yaml', mjs: 'js', mts: 'ts' }[posix.extname(path).slice(1)] ?? posix.extname(path).slice(1)
  return ['ts', 'tsx', 'js', 'json', 'yaml', 'sql', 'sh'].includes(language) ? language : 'txt'
}

/** Where something of the repository stands on the site. */
export function pageOf(path: string): string {
  if (path.startsWith('docs/')) return path.slice('docs/'.length)
  // Hidden files, and what would be a pattern to VitePress.
  if (!path.endsWith('.md')) return `files/${path.replaceAll(/\[(?:\.{3})?|\]/g, '').replaceAll(/(^|\/)\./g, '$1')}.md`
  if (posix.basename(path) === 'README.md' && path.includes('/')) return `${posix.dirname(path)}.md`
  return `${path.slice(0, -'.md'.length).toLowerCase().replaceAll('.', '-')}.md`
}
