import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { differing, notReady, outputs } from './release-pack.ts'

const repository = { url: 'git+https://example.com/onesms.git' }
const sdk = { name: '@onesms/sdk', version: '0.2.0', repository }
const daemon = { name: '@onesms/daemon', version: '0.2.0', repository, dependencies: { '@onesms/sdk': '0.2.0' } }

describe('a release', () => {
  it('is ready with versions, a repository and nothing that waits', () => {
    expect(notReady([sdk, daemon], [])).toEqual([])
    expect(notReady([sdk, daemon], [], 'https://example.com/onesms')).toEqual([])
  })

  it('is refused from another repository than the manifests name, to the letter', () => {
    const refused = [expect.stringMatching(/^@onesms\/sdk names git\+https:.*, and is published from https:/)]
    expect(notReady([sdk], [], 'https://example.com/OneSMS')).toEqual(refused)
    expect(notReady([sdk], [], 'https://example.com/fork')).toEqual(refused)
  })

  it.each([
    ['changesets that wait', [sdk], ['news.md'], /1 changesets wait/],
    ['a package without a version', [{ ...sdk, version: '0.0.0' }], [], /no version yet/],
    ['a package without a repository', [{ name: sdk.name, version: sdk.version }], [], /names no repository/],
    ['a path of the workspace', [{ ...daemon, dependencies: { hono: 'catalog:' } }], [], /path of this workspace/],
    [
      'a package that asks for another SDK',
      [sdk, { ...daemon, dependencies: { '@onesms/sdk': '0.1.0' } }],
      [],
      /not released with it/,
    ],
  ])('is refused with %s', (_, manifests, changesets, reason) => {
    expect(notReady(manifests, changesets)).toEqual([expect.stringMatching(reason)])
  })
})

describe('the workflow is told', () => {
  const at = (name: string, version: string) => ({
    name: `@onesms/${name}`,
    version,
    path: `/tmp/onesms-${name}-${version}.tgz`,
  })
  const all = [at('sdk', '0.2.1'), at('react', '0.1.0'), at('daemon', '0.2.1')]

  it('what is to be published, in that order, and that the daemon has an image', () => {
    const pending = [at('sdk', '0.2.1'), at('daemon', '0.2.1')]
    expect(outputs(all, pending)).toBe('pending=onesms-sdk-0.2.1.tgz onesms-daemon-0.2.1.tgz\nimage=true\n')
  })

  it('only what is missing, when a release goes on; image and tag are made also when nothing is', () => {
    expect(outputs(all, [at('daemon', '0.2.1')])).toBe('pending=onesms-daemon-0.2.1.tgz\nimage=true\n')
    expect(outputs(all, [])).toBe('pending=\nimage=true\n')
  })

  it('that a release without the daemon has no image', () => {
    const hooks = [at('sdk', '0.2.1'), at('react', '0.2.2'), at('daemon', '0.2.1')]
    expect(outputs(hooks, [at('react', '0.2.2')])).toBe('pending=onesms-react-0.2.2.tgz\nimage=false\n')
  })

  it('of nothing that an earlier release has left out', () => {
    const hooks = [at('sdk', '0.2.1'), at('react', '0.2.2'), at('daemon', '0.2.1')]
    expect(() => outputs(hooks, [at('react', '0.2.2'), at('daemon', '0.2.1')])).toThrow(/daemon 0\.2\.1 was left out/)
  })
})

it('what npm has of a version is compared file by file', () => {
  const files = (texts: Readonly<Record<string, string>>) =>
    new Map(Object.entries(texts).map(([path, text]) => [path, Buffer.from(text)]))
  const ours = files({ 'package.json': '{}', 'dist/index.js': 'a', empty: '' })
  expect(differing(ours, files({ 'package.json': '{}', 'dist/index.js': 'a', empty: '' }))).toEqual([])
  expect(differing(ours, files({ 'package.json': '{}', 'dist/index.js': 'b', more: '' }))).toEqual([
    'dist/index.js',
    'empty',
    'more',
  ])
})

it.each(['sdk', 'daemon', 'react-hooks'])('packages/%s comes under the licence of the repository', name => {
  const read = (path: string) => readFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), 'utf8')
  expect(read(`packages/${name}/LICENSE`)).toBe(read('LICENSE'))
  expect(JSON.parse(read(`packages/${name}/package.json`))).toMatchObject({
    license: 'MIT',
    publishConfig: { access: 'public' },
    engines: JSON.parse(read('package.json')).engines,
  })
})

it.each(['sdk', 'daemon', 'react-hooks'])('T29 packages/%s runs nothing when it is installed', name => {
  const path = fileURLToPath(new URL(`../packages/${name}/package.json`, import.meta.url))
  expect(Object.keys(JSON.parse(readFileSync(path, 'utf8')).scripts)).toEqual(['build'])
})

it.each(['sdk', 'daemon', 'react-hooks'])(
  'no link in the readme of packages/%s needs the repository around it',
  name => {
    const text = readFileSync(fileURLToPath(new URL(`../packages/${name}/README.md`, import.meta.url)), 'utf8')
    const targets = [...text.matchAll(/\]\(([^)\s]+)|(?:href|src)="([^"]+)"/g)].map(
      ([, link, attribute]) => link ?? attribute,
    )
    expect(targets.filter(target => !/^(?:https:\/\/|#)/.test(target ?? ''))).toEqual([])
  },
)
