// Puts the snippets of examples/readme, which are run, where the READMEs and the docs have a marker. With --check it compares and
// fails.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { pages, root } from './markdown.ts'
import { fill } from './snippets.ts'

const read = (file: string) => {
  const path = `${root}examples/readme/${file}`
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

for (const page of pages()) {
  const before = readFileSync(`${root}${page}`, 'utf8')
  const text = fill(before, read)
  if (before === text) continue
  if (!process.argv.includes('--check')) writeFileSync(`${root}${page}`, text)
  else {
    process.stderr.write(`${page} is stale; run pnpm sync\n`)
    process.exitCode = 1
  }
}
