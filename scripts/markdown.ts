import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../', import.meta.url))

/** What users read, from the root of the repository: the pages there, those of packages, examples and docs. */
export function pages(): readonly string[] {
  const above = readdirSync(root).filter(name => name.endsWith('.md'))
  const packages = readdirSync(`${root}packages`).map(name => `packages/${name}/README.md`)
  return [...above, ...packages, ...['examples', 'docs'].flatMap(folder => filesIn(folder, '.md'))]
}

/** Of a folder, without what is built or installed in it. */
export function filesIn(folder: string, ending: string): readonly string[] {
  return readdirSync(`${root}${folder}`, { withFileTypes: true }).flatMap(entry => {
    const path = `${folder}/${entry.name}`
    if (!entry.isDirectory()) return path.endsWith(ending) ? [path] : []
    return entry.name.startsWith('.') || entry.name === 'node_modules' ? [] : filesIn(path, ending)
  })
}

export const read = (page: string): string => readFileSync(`${root}${page}`, 'utf8')

export interface Block {
  readonly page: string
  readonly line: number
  readonly language: string
  readonly code: string
  /** Whether its file is run: a snippet of examples/readme. */
  readonly isSnippet: boolean
}

/** The blocks of code of a page. */
export function blocksOf(page: string, text = read(page)): readonly Block[] {
  return Array.from(text.matchAll(/^(<!-- snippet: .*\n)?```(\w*)\n([\s\S]*?)^```$/gm), match => {
    const [, marker, language = '', code = ''] = match
    const line = text.slice(0, match.index).split('\n').length
    return { page, line, language, code, isSnippet: marker !== undefined }
  })
}
