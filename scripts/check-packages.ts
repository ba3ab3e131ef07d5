// Packs every package as it would be published and lets publint and arethetypeswrong look at the tarball.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const target = mkdtempSync(join(tmpdir(), 'onesms-pack-'))
const run = (command: string, ...args: string[]) =>
  execFileSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })

try {
  run('npx', '-y', 'pnpm@12.21.0', '--filter', './packages/*', 'pack', '--pack-destination', target)
  for (const tarball of readdirSync(target).sort()) {
    run('npx', 'publint', 'run', '--strict', join(target, tarball))
    run('npx', 'attw', '--profile', 'esm-only', join(target, tarball))
  }
} finally {
  rmSync(target, { recursive: true, force: true })
}
