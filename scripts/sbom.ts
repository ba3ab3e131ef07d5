// `pnpm release:sbom [folder]`: what each published package brings along, as CycloneDX. pnpm reads the lockfile for it, for every
// platform at once; what is compiled into the daemon's tarball, so that no lockfile tells it, is added here.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const SWAGGER = 'packages/daemon/node_modules/swagger-ui-dist/package.json'
const APP_LICENSES = 'packages/daemon/demo-app/licenses.md'

export interface Component {
  readonly name: string
  readonly version: string
  readonly purl: string
  readonly group?: string
  readonly licenses?: readonly { readonly license: { readonly id: string } }[]
}

export interface Bom {
  readonly bomFormat: string
  readonly metadata: { readonly component: Component }
  readonly components: readonly Component[]
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[]
}

/** The packages in a bundle, out of the notices that the bundler has written: `## name - version (license)`. */
export function bundledComponents(notices: string): readonly Component[] {
  return [...notices.matchAll(/^## ((?:@[^/\s]+\/)?[^/\s]+) - (\S+) \(([^)\s]+)\)$/gm)].map(
    ([, name = '', version = '', license = '']) => bundled(name, version, license),
  )
}

function bundled(fullName: string, version: string, license: string) {
  const [name = '', group] = fullName.split('/').reverse()
  const purl = `pkg:npm/${fullName.replace('@', '%40')}@${version}`
  return {
    type: 'library',
    name,
    version,
    purl,
    'bom-ref': `${purl}#bundled`,
    ...(group && { group }),
    licenses: [{ license: { id: license } }],
    properties: [{ name: 'onesms:bundled', value: 'true' }],
  }
}

/** The bill of each published package by its name, as pnpm has it. */
export function bills(): ReadonlyMap<string, Bom> {
  const folder = mkdtempSync(join(tmpdir(), 'onesms-sbom-'))
  try {
    const format = [
      '--sbom-format',
      'cyclonedx',
      '--sbom-spec-version',
      '1.6',
      '--split',
      '--out',
      join(folder, '%s.json'),
    ]
    const extent = ['--prod', '--lockfile-only', '--exclude-peers', '--filter', './packages/*']
    execFileSync('npx', ['-y', 'pnpm@12.21.0', 'sbom', ...format, ...extent], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    const found = readdirSync(folder).map((name): Bom => JSON.parse(readFileSync(join(folder, name), 'utf8')))
    return new Map(found.map(bill => [`${bill.metadata.component.group}/${bill.metadata.component.name}`, bill]))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What is in the tarball of the daemon beside its own files and its dependencies. */
function inTheDaemon(): readonly Component[] {
  if (!existsSync(join(root, APP_LICENSES))) throw new Error(`${APP_LICENSES} is missing: build first`)
  const { version, license } = JSON.parse(readFileSync(join(root, SWAGGER), 'utf8'))
  return [
    bundled('swagger-ui-dist', version, license),
    ...bundledComponents(readFileSync(join(root, APP_LICENSES), 'utf8')),
  ]
}

function main(folder: string): void {
  mkdirSync(folder, { recursive: true })
  for (const [name, bill] of bills()) {
    const components = [...bill.components, ...(name === '@onesms/daemon' ? inTheDaemon() : [])]
    const file = `${name.replace('@onesms/', 'onesms-')}.cdx.json`
    writeFileSync(join(folder, file), `${JSON.stringify({ ...bill, components }, null, 2)}\n`)
    process.stdout.write(`${file}: ${components.length} components\n`)
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(resolve(process.argv[2] ?? 'artifacts/sbom'))
