// The packages as they would be published: packed by pnpm, which writes their manifests anew.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

export interface Tarball {
  readonly name: string
  readonly version: string
  readonly path: string
  /** Path inside the package to bytes. */
  readonly files: ReadonlyMap<string, Buffer>
}

/** Packs every package of `packages/` into `target`, in the order of their names. */
export function packAll(target: string): readonly Tarball[] {
  const args = ['-y', 'pnpm@12.21.0', '--filter', './packages/*', 'pack', '--pack-destination', target]
  execFileSync('npx', args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
  return readdirSync(target)
    .filter(name => name.endsWith('.tgz'))
    .sort()
    .map(name => readTarball(join(target, name)))
}

export function readTarball(path: string): Tarball {
  const folder = mkdtempSync(join(tmpdir(), 'onesms-unpacked-'))
  try {
    execFileSync('tar', ['-xzf', path, '-C', folder, '--strip-components', '1'])
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
    const files = new Map(
      entries
        .map(entry => join(entry.parentPath, entry.name))
        .sort()
        .map(file => [file.slice(folder.length + 1), readFileSync(file)] as const),
    )
    const { name, version } = JSON.parse(String(files.get('package.json')))
    return { name, version, path, files }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
