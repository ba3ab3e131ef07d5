// Writes the package's `exports` from the folders under src/providers and the fixed entries, so that a provider becomes
// importable by existing. With --check it compares and fails.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const packageFile = fileURLToPath(new URL('../packages/sdk/package.json', import.meta.url))
const providersFolder = fileURLToPath(new URL('../packages/sdk/src/providers', import.meta.url))

const providers = readdirSync(providersFolder, { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(({ name }) => name)
  .sort()

const entries: [path: string, source: string, output: string][] = [
  ['.', 'index', 'index'],
  ['./catalog', 'catalog/index', 'catalog'],
  ['./file-store', 'purchase/file-store/index', 'file-store'],
  ['./protocols/handler-api', 'protocols/handler-api/index', 'protocols/handler-api'],
  ...providers.map((name): [string, string, string] => [
    `./providers/${name}`,
    `providers/${name}/index`,
    `providers/${name}`,
  ]),
  ['./providers/registry', 'providers/registry', 'providers/registry'],
  ['./testing', 'testing/index', 'testing'],
]

const published = Object.fromEntries(
  entries.map(([path, , output]) => [path, { types: `./dist/${output}.d.ts`, default: `./dist/${output}.js` }]),
)
const withSource = Object.fromEntries(
  entries.map(([path, source, output]) => [
    path,
    { '@onesms/source': `./src/${source}.ts`, types: `./dist/${output}.d.ts`, default: `./dist/${output}.js` },
  ]),
)

const before = readFileSync(packageFile, 'utf8')
const manifest = JSON.parse(before) as Record<string, unknown>
manifest['exports'] = { ...withSource, './package.json': './package.json' }
manifest['publishConfig'] = { access: 'public', exports: { ...published, './package.json': './package.json' } }
const after = `${JSON.stringify(manifest, null, 2)}\n`

if (!process.argv.includes('--check')) writeFileSync(packageFile, after)
else if (before !== after) {
  process.stderr.write('packages/sdk/package.json: exports are stale; run pnpm sync:exports\n')
  process.exitCode = 1
}
