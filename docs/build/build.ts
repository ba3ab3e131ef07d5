// Builds the site into docs/.vitepress/dist: collects its pages, has TypeDoc write those of the API, and VitePress the rest.
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { build } from 'vitepress'
import { alertsPage } from './alerts-page.ts'
import { writeApi } from './api.ts'
import { apiIndex } from './api-index.ts'
import { deadAnchors } from './dead-anchors.ts'
import { decisionsPage } from './decisions-page.ts'
import { repository } from './entries.ts'
import { envPage } from './env-page.ts'
import { laidOut } from './layout.ts'
import { llmsText } from './llms.ts'
import { fileOf, nav } from './nav.ts'
import { collectPages, type Pages } from './pages.ts'
import { readRepository } from './repository.ts'
import { schemaPage } from './schema-page.ts'

const docs = join(repository, 'docs')
const staged = join(docs, '.vitepress/pages')

async function write(folder: string, pages: Pages): Promise<void> {
  for (const [path, text] of pages) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
}

const files = readRepository()
const textOf = (path: string) => {
  const text = files.read(path)
  if (text === null) throw new Error(`${path} is not there`)
  return text
}
const decisions = (files.list('docs/decisions') ?? []).map(name => [name, textOf(`docs/decisions/${name}`)] as const)
const made = new Map([
  ['docs/decisions/index.md', decisionsPage(new Map(decisions))],
  ['docs/daemon/env.md', envPage(textOf('docs/daemon/env.md'))],
  ['docs/daemon/alerts.md', alertsPage(textOf('packages/daemon/grafana/alerts.yaml'), textOf('docs/daemon/alerts.md'))],
  ['docs/daemon/schema.md', await schemaPage()],
])
const source = readRepository(made)
const pages = collectPages(source.pages(), source)

await rm(staged, { recursive: true, force: true })
await write(staged, new Map(Array.from(pages, ([path, text]) => [path, laidOut(text)])))
await writeApi(join(staged, 'api'))
const apiPage = join(staged, 'api/index.md')
const api = apiIndex(
  await readFile(apiPage, 'utf8'),
  textOf('packages/sdk/README.md'),
  id => /^# (.*)$/m.exec(files.read(`docs/providers/${id}.md`) ?? '')?.[1],
)
await writeFile(apiPage, api)
await cp(join(staged, 'api'), join(staged, 'public/api'), { recursive: true })
const missing = nav.flatMap(section => section.pages).filter(({ link }) => link !== '/api/' && !pages.has(fileOf(link)))
if (missing.length > 0)
  throw new Error(`the menu has pages that are not there: ${missing.map(({ link }) => link).join(', ')}`)
await write(
  join(staged, 'public'),
  new Map([...pages, ['llms.txt', llmsText(new Map([...pages, ['api/index.md', api]]))]]),
)

await build(docs)
const dead = deadAnchors(join(docs, '.vitepress/dist'))
if (dead.length > 0) throw new Error(`links that lead to nothing:\n${dead.join('\n')}`)
process.stdout.write(
  'The site is in docs/.vitepress/dist. To look at it: npx -y pnpm@12.21.0 --dir docs exec vitepress preview\n',
)
