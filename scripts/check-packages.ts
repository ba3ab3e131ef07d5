// Packs every package as it would be published, compares what is in it with scripts/packed-contents.txt, and lets publint and
// arethetypeswrong look at the tarball. The size that pages state is held to it. With `--update` the list is written anew instead.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { difference, findings, isAbout, listing, missing, testCode } from './packed-contents.ts'
import { packAll, root } from './packed-tarballs.ts'

const snapshot = fileURLToPath(new URL('packed-contents.txt', import.meta.url))
const target = mkdtempSync(join(tmpdir(), 'onesms-pack-'))
const run = (command: string, ...args: string[]) =>
  execFileSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })

try {
  const tarballs = packAll(target)
  const wrong = tarballs.flatMap(({ name, files }) => [
    ...[...findings(files), ...testCode(files)].map(finding => `${name}: ${finding}`),
    ...missing(files).map(path => `${name}: ${path} is missing; has everything been built?`),
  ])
  if (wrong.length > 0) throw new Error(`packages that must not be published:\n${wrong.join('\n')}`)

  const packed = tarballs.flatMap(({ name, files }) => listing(files.keys()).map(path => `${name} ${path}`))
  if (process.argv.includes('--update')) writeFileSync(snapshot, `${packed.join('\n')}\n`)
  const changed = difference(readFileSync(snapshot, 'utf8').trimEnd().split('\n'), packed)
  if (changed.length > 0) {
    throw new Error(
      `what is packed has changed:\n${changed.join('\n')}\nIf it was meant: npx -y pnpm@12.21.0 release:contents`,
    )
  }

  const { path: client = '' } = tarballs.find(({ name }) => name === '@onesms/sdk') ?? {}
  for (const page of ['README.md', 'docs/comparison.md']) {
    const [, stated] = /about (\d+) kB, emulators included/.exec(readFileSync(join(root, page), 'utf8')) ?? []
    const { size } = statSync(client)
    if (!isAbout(Number(stated), size))
      throw new Error(`${page} says that the client has ${stated} kB; it has ${size} bytes`)
  }

  for (const { path } of tarballs) {
    run('npx', 'publint', 'run', '--strict', path)
    run('npx', 'attw', '--profile', 'esm-only', path)
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
} finally {
  rmSync(target, { recursive: true, force: true })
}
