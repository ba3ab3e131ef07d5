// `pnpm release:pack <folder>`: the tarballs to publish, and for the workflow their names in the order in which they go, the SDK
// first. What npm has already is left out, so that a release that broke off half-way goes on where it stopped.
import { execFile } from 'node:child_process'
import { appendFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { packAll, root, type Tarball } from './packed-tarballs.ts'

const ORDER = ['@onesms/sdk', '@onesms/react', '@onesms/daemon']

interface Manifest {
  readonly name: string
  readonly version: string
  readonly repository?: { readonly url?: string; readonly directory?: string }
  readonly dependencies?: Readonly<Record<string, string>>
}

/** Why these must not be published, in words; empty when they may. */
export function notReady(manifests: readonly Manifest[], changesets: readonly string[]): readonly string[] {
  const versions = new Set(manifests.map(({ version }) => version))
  return [
    ...(changesets.length > 0 ? [`${changesets.length} changesets wait: run release:version first`] : []),
    ...manifests.flatMap(({ name, version, repository, dependencies = {} }) => [
      ...(version === '0.0.0' ? [`${name} has no version yet`] : []),
      ...(repository?.url ? [] : [`${name} names no repository, which the registry compares with the provenance`]),
      ...Object.entries(dependencies)
        .filter(([, range]) => /^(?:workspace|catalog|link|file):/.test(range))
        .map(([dependency]) => `${name} asks for ${dependency} by a path of this workspace`),
      ...Object.entries(dependencies)
        .filter(([dependency, range]) => ORDER.includes(dependency) && !versions.has(range))
        .map(([dependency, range]) => `${name} asks for ${dependency} ${range}, which is not released with it`),
    ]),
  ]
}

/** What the workflow is told: the files to publish, in their order, and the version that they are released as. */
export function outputs(pending: readonly Pick<Tarball, 'path' | 'version'>[]): string {
  const versions = new Set(pending.map(({ version }) => version))
  if (versions.size > 1)
    throw new Error(`what is released together has one version, and not ${[...versions].join(', ')}`)
  return `pending=${pending.map(({ path }) => basename(path)).join(' ')}\nversion=${[...versions].join('')}\n`
}

/** Whether npm has this version already. That it cannot be asked is an error: to publish twice is refused, to forget one is not. */
async function isPublished(name: string, version: string): Promise<boolean> {
  try {
    const { stdout } = await promisify(execFile)('npm', ['view', `${name}@${version}`, 'version', '--json'])
    return stdout.trim() !== ''
  } catch (error) {
    if (String((error as { readonly stdout?: string }).stdout).includes('E404')) return false
    throw error
  }
}

async function main(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const changesets = readdirSync(`${root}/.changeset`).filter(name => name.endsWith('.md') && name !== 'README.md')
  const tarballs = [...packAll(folder)].sort((one, other) => ORDER.indexOf(one.name) - ORDER.indexOf(other.name))
  const manifests = tarballs.map(({ files }): Manifest => JSON.parse(String(files.get('package.json'))))
  const reasons = notReady(manifests, changesets)
  if (reasons.length > 0) throw new Error(`not to be published:\n${reasons.join('\n')}`)

  const pending: Tarball[] = []
  for (const tarball of tarballs) {
    const isThere = await isPublished(tarball.name, tarball.version)
    process.stdout.write(`${tarball.name} ${tarball.version}: ${isThere ? 'is on npm' : 'to be published'}\n`)
    if (!isThere) pending.push(tarball)
  }
  const output = process.env['GITHUB_OUTPUT']
  if (output) appendFileSync(output, outputs(pending))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await main(resolve(process.argv[2] ?? 'artifacts/release'))
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}
