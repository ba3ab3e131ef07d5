// What the repository itself says of releases: the versions in its manifests, and the tags of those that are finished. A tag is
// the last step of a release, so what has none is still to be done. `node` runs this with nothing installed.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** What no release has: the version of a manifest before the first, and of the empty package that takes a name on npm. */
export const UNRELEASED = '0.0.0'

export interface Version {
  readonly name: string
  readonly version: string
}

/** The packages that are published, in the order of their folders. */
export function packages(): readonly Version[] {
  return readdirSync(join(root, 'packages')).map(folder => {
    const { name, version } = JSON.parse(readFileSync(join(root, 'packages', folder, 'package.json'), 'utf8'))
    return { name, version }
  })
}

/** The tags of releases, `v1.2.3`, in a clone that has them all. */
export function releaseTags(): readonly string[] {
  const tags = execFileSync('git', ['tag', '--list', 'v*'], { cwd: root, encoding: 'utf8' })
  return tags.split('\n').filter(tag => /^v\d+\.\d+\.\d+/.test(tag))
}

/** The highest of these versions. */
export function newest(versions: readonly string[]): string {
  const numbers = (version: string) => version.split('.').map(Number)
  const compare = (one: string, other: string) => {
    const parts = numbers(other)
    return numbers(one)
      .map((part, index) => part - (parts[index] ?? 0))
      .find(difference => difference !== 0)
  }
  return [...versions].sort((one, other) => compare(one, other) ?? 0).at(-1) ?? UNRELEASED
}
