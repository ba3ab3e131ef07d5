// Writes what follows from the folders under src/providers: the package's `exports` and the registry, so that a provider
// becomes importable, by code and by name, by existing. With --check it compares and fails.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readDeclarations } from './provider-declarations.ts'

const sdk = (path: string) => fileURLToPath(new URL(`../packages/sdk/${path}`, import.meta.url))
const declarations = readDeclarations()

const entries: [path: string, source: string, output: string][] = [
  ['.', 'index', 'index'],
  ['./catalog', 'catalog/index', 'catalog'],
  ['./file-store', 'purchase/file-store/index', 'file-store'],
  ['./provider-kit', 'provider-kit/index', 'provider-kit'],
  ['./protocols/handler-api', 'protocols/handler-api/index', 'protocols/handler-api'],
  ...['daemon', ...declarations.map(({ id }) => id)]
    .sort()
    .map((name): [string, string, string] => [`./providers/${name}`, `providers/${name}/index`, `providers/${name}`]),
  ['./providers/registry', 'providers/registry', 'providers/registry'],
  ['./testing', 'testing/index', 'testing'],
  ['./webhooks', 'webhooks/index', 'webhooks'],
  ['./wire', 'wire/index', 'wire'],
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

const manifest = JSON.parse(readFileSync(sdk('package.json'), 'utf8')) as Record<string, unknown>
manifest['exports'] = { ...withSource, './package.json': './package.json' }
manifest['publishConfig'] = { access: 'public', exports: { ...published, './package.json': './package.json' } }

const rows = declarations.map(({ id, name, env, factory }) => {
  const load = `async () => (await import('./${id}/index.ts')).${factory}`
  return `  { id: '${id}', name: '${name}', env: '${env}', load: ${load} },\n`
})
const files: Readonly<Record<string, string>> = {
  'package.json': `${JSON.stringify(manifest, null, 2)}\n`,
  'src/providers/registry.generated.ts': `// Written by scripts/sync-exports.ts from the provider.json of each folder. Do not edit.\n\nexport const entries = [\n${rows.join('')}]\n`,
}

for (const [path, text] of Object.entries(files)) {
  const before = existsSync(sdk(path)) ? readFileSync(sdk(path), 'utf8') : ''
  if (before === text) continue
  if (!process.argv.includes('--check')) writeFileSync(sdk(path), text)
  else {
    process.stderr.write(`packages/sdk/${path} is stale; run pnpm sync\n`)
    process.exitCode = 1
  }
}
