// Scaffolds a provider: `pnpm new-provider <id>` as a folder of the SDK, with `--into <folder>` as a package of its own. It works
// and passes the conformance suite from the first minute, against a vendor in memory; then it is made into the real one.
//
// The template is examples/custom-provider, which is type checked and tested like everything else.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { readDeclarations } from './provider-declarations.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const template = join(root, 'examples/custom-provider')
const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/

/** What a new provider is called, in every way it is written. */
export interface Names {
  readonly id: string
  /** How the company writes itself. */
  readonly name: string
}

/** Every file of the scaffold, by its path in the new folder. `sdk` is the way from that folder to the sources of the SDK. */
export function scaffold({ id, name }: Names, sdk: string | null = null): ReadonlyMap<string, string> {
  const files = filesUnder(template).map((path): [string, string] => [
    renamed(path, { id, name }),
    renamed(readFileSync(join(template, path), 'utf8'), { id, name }),
  ])
  if (sdk === null) return new Map(files)
  const inside = files.filter(([path]) => path.startsWith('src/'))
  const declaration = { name, factory: camelCase(id), env: envOf(id) }
  return new Map([
    ...inside.map(([path, text]): [string, string] => [path.slice('src/'.length), imported(path, text, sdk)]),
    [
      'provider.json',
      `${JSON.stringify(declaration)
        .replaceAll('":', '": ')
        .replaceAll(',"', ', "')
        .replace(/^\{(.*)\}$/, '{ $1 }')}\n`,
    ],
  ])
}

/** The page of a provider whose facts are still to be found out. */
export const pageOf = ({ id, name }: Names): string => `# ${name}

\`\`\`ts
import { ${camelCase(id)} } from '@onesms/sdk/providers/${id}'
\`\`\`

| | |
|---|---|
| Key | \`${envOf(id)}_API_KEY\`, or the option \`apiKey\` |
| Address | \`${envOf(id)}_BASE_URL\` in the daemon, or the option \`baseUrl\` |

## Limits

Which are published, which were probed, and when.

## Quirks

What differs from what one would expect.

## Sources

Where each fact comes from, with its date; what is inferred and what is assumed.
`

const camelCase = (id: string) => id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
const pascalCase = (id: string) => camelCase(id).replace(/^./, letter => letter.toUpperCase())
const envOf = (id: string) => id.replaceAll('-', '_').toUpperCase()

function renamed(text: string, { id, name }: Names): string {
  return text
    .replaceAll('my-vendor', id)
    .replaceAll('myVendor', camelCase(id))
    .replaceAll('MyVendor', pascalCase(id))
    .replaceAll('MY_VENDOR', envOf(id))
    .replaceAll('My Vendor', name)
}

/** Inside the SDK its parts are imported from source, since a package does not import itself. */
function imported(path: string, text: string, sdk: string): string {
  const up = path.includes('__fixtures__/') ? join('..', sdk) : sdk
  const way = up.startsWith('.') ? up : `./${up}`
  return text
    .replaceAll("'@onesms/sdk/provider-kit'", `'${way}/provider-kit/index.ts'`)
    .replaceAll("'@onesms/sdk/testing'", `'${way}/testing/index.ts'`)
}

function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(path => statSync(join(folder, path)).isFile() && !path.includes('node_modules'))
    .map(path => path.replaceAll('\\', '/'))
    .sort()
}

/** Writes files into a folder that is new or empty. */
export function writeFiles(folder: string, files: ReadonlyMap<string, string>): void {
  if (existsSync(folder) && readdirSync(folder).length > 0) throw new Error(`${folder} is not empty`)
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}

function run(args: readonly string[]): string {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { into: { type: 'string' }, name: { type: 'string' } },
    allowPositionals: true,
  })
  const [id = '', ...others] = positionals
  if (!ID.test(id) || others.length > 0) {
    throw new Error(
      'usage: pnpm new-provider <id in kebab-case> [--name "Display Name"] [--into <folder of a package of its own>]',
    )
  }
  const name = values.name ?? id.split('-').map(pascalCase).join(' ')
  if (!/^[^'"\\`$]{1,60}$/.test(name)) throw new Error('the display name has a quote, or is longer than 60 characters')
  if (values.into !== undefined) {
    const folder = resolve(values.into)
    writeFiles(folder, scaffold({ id, name }))
    return `${folder}: written. Next: npm install && npm test there, and docs/guides/write-a-provider.md here.\n`
  }
  if (readDeclarations().some(declared => declared.id === id)) throw new Error(`there is a provider ${id} already`)
  const folder = join(root, 'packages/sdk/src/providers', id)
  writeFiles(folder, scaffold({ id, name }, '../..'))
  const page = join(root, 'docs/providers', `${id}.md`)
  if (!existsSync(page)) writeFileSync(page, pageOf({ id, name }))
  const node = (...command: readonly string[]) =>
    execFileSync(process.execPath, command, { cwd: root, stdio: 'inherit' })
  node(join(root, 'node_modules/@biomejs/biome/bin/biome'), 'check', '--write', folder)
  for (const script of ['sync-exports', 'generate-capabilities']) {
    node('--conditions=@onesms/source', '--import', 'tsx', join(root, `scripts/${script}.ts`))
  }
  return `${relative(root, folder)} and ${relative(root, page)}: written. Next: npx vitest run --project sdk providers/${id}, and docs/guides/write-a-provider.md.\n`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    process.stdout.write(run(process.argv.slice(2)))
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}
