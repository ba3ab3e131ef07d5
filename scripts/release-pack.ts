// `pnpm release:pack <folder>`: the tarballs to publish, and for the workflow their names in the order in which they go, the SDK
// first. What npm has already is left out, so that a release that broke off half-way goes on where it stopped; it has to be the
// very same.
import { execFile } from 'node:child_process'
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { packAll, readTarball, root, type Tarball } from './packed-tarballs.ts'
import { newest, UNRELEASED } from './release-tags.ts'

const ORDER = ['@onesms/sdk', '@onesms/react', '@onesms/daemon']

interface Manifest {
  readonly name: string
  readonly version: string
  readonly repository?: { readonly url?: string; readonly directory?: string }
  readonly dependencies?: Readonly<Record<string, string>>
}

/** Why these must not be published, in words; empty when they may. `address` is that of the repository which publishes, if known. */
export function notReady(
  manifests: readonly Manifest[],
  changesets: readonly string[],
  address?: string,
): readonly string[] {
  const versions = new Set(manifests.map(({ version }) => version))
  return [
    ...(changesets.length > 0 ? [`${changesets.length} changesets wait: run release:version first`] : []),
    ...manifests.flatMap(({ name, version, repository, dependencies = {} }) => [
      ...(version === UNRELEASED ? [`${name} has no version yet`] : []),
      ...(repository?.url ? [] : [`${name} names no repository, which the registry compares with the provenance`]),
      ...(repository?.url && address && repository.url.replace(/^git\+|\.git$/g, '') !== address
        ? [`${name} names ${repository.url}, and is published from ${address}`]
        : []),
      ...Object.entries(dependencies)
        .filter(([, range]) => /^(?:workspace|catalog|link|file):/.test(range))
        .map(([dependency]) => `${name} asks for ${dependency} by a path of this workspace`),
      ...Object.entries(dependencies)
        .filter(([dependency, range]) => ORDER.includes(dependency) && !versions.has(range))
        .map(([dependency, range]) => `${name} asks for ${dependency} ${range}, which is not released with it`),
    ]),
  ]
}

/** What the workflow is told: the files to publish, in their order, and whether the daemon is in this release, and so an image. */
export function outputs(
  all: readonly Pick<Tarball, 'name' | 'version'>[],
  pending: readonly Pick<Tarball, 'name' | 'version' | 'path'>[],
): string {
  const version = newest(all.map(one => one.version))
  const older = pending.filter(one => one.version !== version).map(one => `${one.name} ${one.version}`)
  if (older.length > 0)
    throw new Error(`${older.join(', ')} was left out of a release before ${version}: finish that run first`)
  const hasImage = all.some(one => one.name === '@onesms/daemon' && one.version === version)
  return `pending=${pending.map(({ path }) => basename(path)).join(' ')}\nimage=${hasImage}\n`
}

/** The files that are not the same in both, or are in one alone. */
export function differing(one: Tarball['files'], other: Tarball['files']): readonly string[] {
  const paths = new Set([...one.keys(), ...other.keys()])
  return [...paths]
    .filter(path => {
      const [ours, theirs] = [one.get(path), other.get(path)]
      return !ours || !theirs || !ours.equals(theirs)
    })
    .sort()
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

/** That npm has this version is well only if it is this one: else a release would be of two commits, or of somebody else. */
async function compare({ name, version, files }: Tarball): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'onesms-published-'))
  try {
    await promisify(execFile)('npm', ['pack', `${name}@${version}`, '--pack-destination', folder])
    const [file = ''] = readdirSync(folder)
    const different = differing(files, readTarball(join(folder, file)).files)
    if (different.length > 0)
      throw new Error(
        `npm has another ${name} ${version}, which differs in ${different.join(', ')}: release a new version`,
      )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function main(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const changesets = readdirSync(`${root}/.changeset`).filter(name => name.endsWith('.md') && name !== 'README.md')
  const tarballs = [...packAll(folder)].sort((one, other) => ORDER.indexOf(one.name) - ORDER.indexOf(other.name))
  const manifests = tarballs.map(({ files }): Manifest => JSON.parse(String(files.get('package.json'))))
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = process.env
  const address = server && repository ? `${server}/${repository}` : undefined
  const reasons = notReady(manifests, changesets, address)
  if (reasons.length > 0) throw new Error(`not to be published:\n${reasons.join('\n')}`)

  const pending: Tarball[] = []
  for (const tarball of tarballs) {
    const isThere = await isPublished(tarball.name, tarball.version)
    process.stdout.write(`${tarball.name} ${tarball.version}: ${isThere ? 'is on npm' : 'to be published'}\n`)
    if (isThere) await compare(tarball)
    else pending.push(tarball)
  }
  const output = process.env['GITHUB_OUTPUT']
  if (output) appendFileSync(output, outputs(tarballs, pending))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await main(resolve(process.argv[2] ?? 'artifacts/release'))
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}
