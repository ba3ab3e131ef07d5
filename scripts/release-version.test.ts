import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { raisePeer, versionPackages } from './release-version.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const PUBLISHED = ['sdk', 'daemon', 'react-hooks'].map(name => `packages/${name}/package.json`)
const PRIVATE = 'examples/react-app/package.json'

let folder: string
const manifestOf = (path: string) => JSON.parse(readFileSync(join(folder, path), 'utf8'))
const changelogOf = (name: string) => readFileSync(join(folder, `packages/${name}/CHANGELOG.md`), 'utf8')
const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@localhost', ...args], { cwd: folder })

/** A repository with our manifests at 0.4.0, our configuration, and these changesets alone. */
function prepare(changesets: Readonly<Record<string, string>>): void {
  for (const path of [...PUBLISHED, PRIVATE, 'package.json', 'pnpm-workspace.yaml', '.changeset/config.json']) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    cpSync(join(root, path), join(folder, path))
  }
  for (const path of PUBLISHED) {
    const manifest = JSON.stringify({ ...manifestOf(path), version: '0.4.0' }, null, 2)
    writeFileSync(join(folder, path), manifest.replace(/(workspace:>=)[\d.]+/, '$10.4.0'))
  }
  for (const [name, text] of Object.entries(changesets)) writeFileSync(join(folder, `.changeset/${name}.md`), text)
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  git('init', '-q', '-b', 'main')
  git('add', '.changeset', 'packages', 'package.json')
  git('commit', '-q', '-m', 'before')
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'onesms-version-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('a release, in a copy', () => {
  it('takes a new minor of the SDK as a minor of what it is linked with, never as a new major of the hooks', {
    timeout: 30_000,
  }, () => {
    prepare({
      news: '---\n"@onesms/sdk": minor\n"@onesms/react": minor\n---\n\nNumbers in bulk.\n',
      mend: '---\n"@onesms/daemon": patch\n---\n\nA log line less.\n',
    })
    versionPackages(folder)
    expect(PUBLISHED.map(path => manifestOf(path).version)).toEqual(['0.5.0', '0.5.0', '0.5.0'])
    expect(manifestOf('packages/react-hooks/package.json').peerDependencies['@onesms/sdk']).toBe(
      'workspace:>=0.5.0 <1.0.0',
    )
    expect(manifestOf(PRIVATE).version).toBe(JSON.parse(readFileSync(join(root, PRIVATE), 'utf8')).version)
    expect(changelogOf('sdk')).toMatch(/^# @onesms\/sdk\n\n## 0\.5\.0\n\n### Minor Changes\n\n- .*Numbers in bulk\.\n/)
    expect(changelogOf('daemon')).toContain('A log line less.')
    expect(changelogOf('daemon')).not.toContain('Numbers in bulk.')
    expect(readdirSync(join(folder, '.changeset'))).toEqual(['config.json'])
  })
})

it('hooks without a range that can be raised are no release', () => {
  expect(() => raisePeer('{ "peerDependencies": { "@onesms/sdk": "workspace:^" } }', '0.5.0')).toThrow(/range/)
})

it('what waits to be released bumps no package by more than a minor before 1.0.0', () => {
  const folder = join(root, '.changeset')
  const bumps = readdirSync(folder)
    .filter(name => name.endsWith('.md'))
    .flatMap(name => [...readFileSync(join(folder, name), 'utf8').matchAll(/^["'](.+)["']: (\w+)$/gm)])
  for (const [, name, bump] of bumps) {
    expect(['@onesms/sdk', '@onesms/daemon', '@onesms/react']).toContain(name)
    expect(['minor', 'patch']).toContain(bump)
  }
})
