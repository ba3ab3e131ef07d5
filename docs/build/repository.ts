import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repository } from './entries.ts'
import type { Source } from './pages.ts'

/** The files of the repository that belong to it, and some that are made for the site. */
export function readRepository(made: ReadonlyMap<string, string> = new Map()): Source & { pages(): readonly string[] } {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: repository,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  const files = new Set([...listed.split('\0').filter(Boolean), ...made.keys()])
  return {
    read: path => (files.has(path) ? (made.get(path) ?? readFileSync(join(repository, path), 'utf8')) : null),
    list: path => {
      const inside = [...files].filter(file => file.startsWith(`${path}/`)).map(file => file.slice(path.length + 1))
      return inside.length === 0 ? null : inside
    },
    pages: () =>
      [...files].filter(file => /^docs\/.*\.md$|^[A-Z_]+(\.[a-z]{2})?\.md$|^examples\/README\.md$/.test(file)),
  }
}
