// `node scripts/audit-published.ts <folder>`: whether npm has of our packages what was released here, and nothing else. Into the
// folder comes a manifest that asks for all of them, for npm to install and to verify. Before the first release it says so, and
// is content; from then on whatever is missing, or cannot be asked, is an error.
import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { packages, releaseTags, UNRELEASED, type Version } from './release-tags.ts'

const PROVENANCE = 'https://slsa.dev/provenance/'

export interface Published extends Version {
  readonly hasProvenance: boolean
}

/** What is wrong, in words, with what npm has of `names`; `begun` is whether anything was ever released. */
export function judge(
  names: readonly string[],
  published: readonly Published[],
  tags: readonly string[],
): { readonly begun: boolean; readonly wrong: readonly string[] } {
  const begun = published.length > 0 || tags.length > 0
  if (!begun) return { begun, wrong: [] }
  const wrong = [
    ...names.filter(name => !published.some(one => one.name === name)).map(name => `${name} is not on npm`),
    ...published
      .filter(({ hasProvenance }) => !hasProvenance)
      .map(({ name, version }) => `${name} ${version} has no provenance: the workflow has not published it`),
    ...published
      .filter(({ version }) => !tags.includes(`v${version}`))
      .map(
        ({ name, version }) => `${name} ${version} has no tag: a release that was not finished, or that is not ours`,
      ),
    ...tags
      .filter(tag => !published.some(({ version }) => `v${version}` === tag))
      .map(tag => `${tag} is in no package on npm`),
  ]
  return { begun, wrong }
}

/** What `npm view --json` answers: one thing, or several in a list; nothing when npm knows no such package. */
function view(...args: readonly string[]): readonly unknown[] {
  try {
    const answer = execFileSync('npm', ['view', ...args, '--json'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    return [JSON.parse(answer)].flat()
  } catch (error) {
    const { stdout = '' } = error as { readonly stdout?: string }
    if (stdout.includes('"E404"')) return []
    throw error
  }
}

interface Answer extends Version {
  readonly dist?: { readonly attestations?: { readonly provenance?: { readonly predicateType?: string } } }
}

/** Every version that npm has of a package, but for the empty one that takes the name. */
function publishedOf(name: string): readonly Published[] {
  const versions = view(name, 'versions').filter(version => version !== UNRELEASED)
  if (versions.length === 0) return []
  const answers = view(`${name}@${versions.join(' || ')}`, 'name', 'version', 'dist') as readonly Answer[]
  if (answers.length !== versions.length) throw new Error(`npm tells ${answers.length} of ${versions.length} ${name}`)
  return answers.map(({ version, dist }) => ({
    name,
    version,
    hasProvenance: dist?.attestations?.provenance?.predicateType?.startsWith(PROVENANCE) ?? false,
  }))
}

function main(folder: string): void {
  const names = packages().map(({ name }) => name)
  const { begun, wrong } = judge(names, names.flatMap(publishedOf), releaseTags())
  for (const finding of wrong) process.stdout.write(`::error::${finding}\n`)
  if (wrong.length > 0) process.exitCode = 1
  if (!begun) process.stdout.write('::notice::nothing was ever released: npm has no version, and there is no tag\n')

  mkdirSync(folder, { recursive: true })
  const dependencies = Object.fromEntries(names.map(name => [name, 'latest']))
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }))
  const output = process.env['GITHUB_OUTPUT']
  if (output) appendFileSync(output, `begun=${begun}\n`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(resolve(process.argv[2] ?? 'artifacts/published'))
