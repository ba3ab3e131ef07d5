// Puts the snippets of examples/readme, which are run, where the READMEs and the docs have a marker. With --check it compares and
// fails.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { fill } from './snippets.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const read = (file: string) => {
  const path = `${root}examples/readme/${file}`
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

/** Of a folder, without what is built in it. */
const pagesIn = (folder: string): string[] =>
  readdirSync(`${root}${folder}`, { withFileTypes: true }).flatMap(entry => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return entry.name.startsWith('.') || entry.name === 'node_modules' ? [] : pagesIn(path)
    return entry.name.endsWith('.md') ? [path] : []
  })

const packages = readdirSync(`${root}packages`).map(name => `packages/${name}/README.md`)
const pages = ['README.md', 'README.fr.md', ...packages, ...pagesIn('docs')].filter(page =>
  existsSync(`${root}${page}`),
)

for (const page of pages) {
  const before = readFileSync(`${root}${page}`, 'utf8')
  const text = fill(before, read)
  if (before === text) continue
  if (!process.argv.includes('--check')) writeFileSync(`${root}${page}`, text)
  else {
    process.stderr.write(`${page} is stale; run pnpm sync\n`)
    process.exitCode = 1
  }
}
