// `pnpm release:version`: versions and changelogs out of the changesets, and the hooks then ask for the SDK that they come with.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The manifest of the hooks, with the SDK of this version as the oldest that they work with. */
export function raisePeer(manifest: string, version: string): string {
  const range = /("@onesms\/sdk": "workspace:>=)[^" ]+( <1\.0\.0")/
  if (!range.test(manifest)) throw new Error('the hooks name no range of the SDK as `workspace:>=x.y.z <1.0.0`')
  return manifest.replace(range, `$1${version}$2`)
}

export function versionPackages(folder: string): void {
  const command = join(folder, 'node_modules/@changesets/cli/bin.js')
  execFileSync(process.execPath, [command, 'version'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
  const { version } = JSON.parse(readFileSync(join(folder, 'packages/sdk/package.json'), 'utf8'))
  const hooks = join(folder, 'packages/react-hooks/package.json')
  writeFileSync(hooks, raisePeer(readFileSync(hooks, 'utf8'), version))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) versionPackages(resolve(process.argv[2] ?? '.'))
