// `pnpm test:packed`, after a build: the tarballs in a scratch project, as an npm user has them. They are run by three versions
// of Node, imported and required; their types are read by three versions of TypeScript; a page with the hooks is built by Vite.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'
import { BOUGHT, nodeProject, pageProject, typesProject } from './packed-projects.ts'
import { packAll, root, type Tarball } from './packed-tarballs.ts'

const NODES = ['20.19.0', '22.21.1', '24.21.0']
const TYPESCRIPTS = ['5.6.3', '5.9.3', '6.0.3']
const { catalog } = parse(readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8')) as {
  readonly catalog: Readonly<Record<string, string>>
}
const pinned = (...names: readonly string[]) => Object.fromEntries(names.map(name => [name, catalog[name]]))

const folder = mkdtempSync(join(tmpdir(), 'onesms-packed-'))
let failed = 0
const say = (line: string) => process.stdout.write(`${line}\n`)

/** Runs a command in the scratch project, without this workspace's environment, and answers what it printed. */
function run(command: string, ...args: readonly string[]): string {
  const { PATH, HOME, TMPDIR } = process.env
  const env = { PATH, HOME, TMPDIR, NO_COLOR: '1', NODE_NO_WARNINGS: '1' }
  return execFileSync(command, args, { cwd: folder, encoding: 'utf8', env, stdio: 'pipe', timeout: 300_000 })
}

function check(title: string, body: () => void): void {
  const begun = performance.now()
  try {
    body()
    say(`ok      ${title} (${((performance.now() - begun) / 1000).toFixed(1)} s)`)
  } catch (error) {
    failed += 1
    const {
      stdout = '',
      stderr = '',
      message,
    } = error as Error & { readonly stdout?: string; readonly stderr?: string }
    say(`FAILED  ${title}\n${`${stdout}${stderr}` || message}`)
  }
}

function expectLine(printed: string, line: string): void {
  if (!printed.split('\n').includes(line)) throw new Error(`expected “${line}”, and it printed:\n${printed}`)
}

/** What a package lets others import, `@onesms/sdk/testing` and so on. */
function entriesOf({ name, files }: Tarball): readonly string[] {
  const { exports } = JSON.parse(String(files.get('package.json'))) as {
    readonly exports: Readonly<Record<string, unknown>>
  }
  return Object.keys(exports)
    .filter(path => path !== './package.json')
    .map(path => `${name}${path.slice(1)}`)
}

function install(tarballs: readonly Tarball[]): void {
  const ours = Object.fromEntries(tarballs.map(({ name, path }) => [name, `file:${path}`]))
  const compilers = Object.fromEntries(
    TYPESCRIPTS.map(version => [`typescript-${version}`, `npm:typescript@${version}`]),
  )
  const tools = pinned('vite', '@types/node', '@types/react', '@types/react-dom')
  const dependencies = { ...ours, ...pinned('react', 'react-dom', '@tanstack/react-query'), ...tools, ...compilers }
  const manifest = { name: 'packed', private: true, type: 'module', dependencies }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
  run('npm', 'install', '--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts')
}

/** The page is whole in its bundle: nothing of Node is asked for, and no provider but the daemon is in it. */
function checkBundle(): void {
  run('node', 'node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn')
  const assets = join(folder, 'dist/assets')
  const scripts = readdirSync(assets).filter(name => name.endsWith('.js'))
  const text = scripts.map(name => readFileSync(join(assets, name), 'utf8')).join('\n')
  const wanted = [...text.matchAll(/\b(?:from|import)\s*\(?\s*["'`]([^"'`.][^"'`]*)["'`]/g)].map(([, name]) => name)
  if (wanted.length > 0) throw new Error(`the bundle asks for ${wanted.join(', ')}`)
  const forbidden = ['__vite-browser-external', 'HERO_SMS_API_KEY', 'handler_api.php'].filter(word =>
    text.includes(word),
  )
  if (forbidden.length > 0) throw new Error(`the bundle holds ${forbidden.join(', ')}`)
  if (!text.includes('/v1/')) throw new Error('the bundle does not ask a daemon')
}

try {
  const packs = join(folder, 'packs')
  mkdirSync(packs)
  const tarballs = packAll(packs)
  const entries = tarballs.flatMap(entriesOf)
  const files = { ...nodeProject(entries), ...pageProject, ...typesProject(entries) }
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text)
  check(`${tarballs.map(({ name, version }) => `${name} ${version}`).join(', ')}: npm install`, () => install(tarballs))
  if (failed > 0) throw new Error('nothing to try')

  for (const version of NODES) {
    const node = (...args: readonly string[]) => run('npx', '-y', '-p', `node@${version}`, '--', 'node', ...args)
    check(`Node ${version}: every entry is imported`, () => expectLine(node('entries.mjs'), `loaded ${entries.length}`))
    check(`Node ${version}: a purchase, imported`, () => expectLine(node('esm.mjs'), BOUGHT))
    check(`Node ${version}: a purchase, required`, () => expectLine(node('require.cjs'), BOUGHT))
    const { version: own = '' } = tarballs.find(({ name }) => name === '@onesms/daemon') ?? {}
    check(`Node ${version}: onesms --version`, () => expectLine(node('node_modules/.bin/onesms', '--version'), own))
  }
  for (const version of TYPESCRIPTS) {
    for (const project of ['node', 'page']) {
      check(`TypeScript ${version}, ${project}`, () =>
        run('node', `node_modules/typescript-${version}/lib/tsc.js`, '-p', `${project}.json`),
      )
    }
  }
  check('Vite: a page with the hooks and a daemon', checkBundle)
} catch (error) {
  failed += 1
  say(error instanceof Error ? error.message : String(error))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
say(failed > 0 ? `${failed} failed` : `all well, ${(performance.now() / 1000).toFixed(0)} s`)
process.exitCode = failed > 0 ? 1 : 0
