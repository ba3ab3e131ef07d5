import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { judge } from './audit-published.ts'
import { packages } from './release-tags.ts'

const names = ['@onesms/sdk', '@onesms/react']
const of = (name: string, version: string, hasProvenance = true) => ({ name, version, hasProvenance })
const both = names.map(name => of(name, '0.1.0'))

describe('what npm has of our packages', () => {
  it('is nothing before the first release, and no fault then', () => {
    expect(judge(names, [], [])).toEqual({ begun: false, wrong: [] })
  })

  it('is well when each version comes from the workflow and has its tag', () => {
    expect(judge(names, both, ['v0.1.0'])).toEqual({ begun: true, wrong: [] })
    expect(judge(names, [...both, of('@onesms/react', '0.1.1')], ['v0.1.0', 'v0.1.1']).wrong).toEqual([])
  })

  it.each([
    ['a package that has gone', both.slice(1), ['v0.1.0'], /^@onesms\/sdk is not on npm$/],
    [
      'a version that somebody has published',
      [...both, of('@onesms/sdk', '0.1.0', false)],
      ['v0.1.0'],
      /no provenance/,
    ],
    ['a version that was never released here', [...both, of('@onesms/sdk', '0.1.1')], ['v0.1.0'], /0\.1\.1 has no tag/],
    ['a release that npm lacks', both, ['v0.1.0', 'v0.2.0'], /^v0\.2\.0 is in no package/],
  ])('is wrong with %s', (_, published, tags, wrong) => {
    expect(judge(names, published, tags)).toEqual({ begun: true, wrong: [expect.stringMatching(wrong)] })
  })

  it('is wrong when nothing is left of what was released', () => {
    expect(judge(names, [], ['v0.1.0']).wrong).toHaveLength(3)
  })
})

describe('the command', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'onesms-published-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  /** Runs it where no release is tagged, with another npm, which answers so to `npm view <package> versions`, and else so. */
  function run(versions: string, answers = versions) {
    const npm = `#!/bin/sh\ncase "$*" in *' versions --json') ${versions} ;; *) ${answers} ;; esac\n`
    const commands = { npm, git: '#!/bin/sh\n' }
    for (const [name, text] of Object.entries(commands)) writeFileSync(join(folder, name), text, { mode: 0o755 })
    const output = join(folder, 'output')
    writeFileSync(output, '')
    const script = fileURLToPath(new URL('audit-published.ts', import.meta.url))
    const env = { ...process.env, PATH: `${folder}${delimiter}${process.env['PATH']}`, GITHUB_OUTPUT: output }
    const args = ['--import', 'tsx', script, join(folder, 'scratch')]
    try {
      const said = execFileSync(process.execPath, args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
      return { code: 0, said, output: readFileSync(output, 'utf8') }
    } catch (error) {
      const { status, stdout } = error as { readonly status: number; readonly stdout: string }
      return { code: status, said: stdout, output: readFileSync(output, 'utf8') }
    }
  }
  const unknown = `echo '{"error":{"code":"E404"}}'; exit 1`

  it.each([
    ['knows none of them', unknown],
    ['has the empty packages that take their names', `echo '["0.0.0"]'`],
  ])('says that there is nothing yet where npm %s', { timeout: 30_000 }, (_, versions) => {
    const { code, said, output } = run(versions)
    expect({ code, output }).toEqual({ code: 0, output: 'begun=false\n' })
    expect(said).toMatch(/^::notice::nothing was ever released/)
    const { dependencies } = JSON.parse(readFileSync(join(folder, 'scratch/package.json'), 'utf8'))
    expect(Object.keys(dependencies)).toEqual(packages().map(({ name }) => name))
  })

  it('fails where npm cannot be asked', { timeout: 30_000 }, () => {
    expect(run(`echo '{"error":{"code":"E503"}}'; exit 1`)).toMatchObject({ code: 1, output: '' })
  })

  it('reads what npm tells of each version, whether of one or of many', { timeout: 30_000 }, () => {
    const dist = '{"attestations":{"provenance":{"predicateType":"https://slsa.dev/provenance/v1"}}}'
    const one = run(`echo '["0.0.0","9.9.9"]'`, `echo '{"version":"9.9.9","dist":${dist}}'`)
    expect(one.said).toContain('::error::@onesms/sdk 9.9.9 has no tag')
    expect(one.said).not.toContain('provenance')
    const many = run(
      `echo '["9.9.8","9.9.9"]'`,
      `echo '[{"version":"9.9.8","dist":{}},{"version":"9.9.9","dist":${dist}}]'`,
    )
    expect(many.said).toContain('::error::@onesms/sdk 9.9.8 has no provenance')
    expect(many.said).not.toContain('9.9.9 has no provenance')
    expect([one.code, many.code]).toEqual([1, 1])
    expect(run(`echo '["9.9.8","9.9.9"]'`, `echo '{"version":"9.9.9","dist":${dist}}'`).code).toBe(1)
  })
})
