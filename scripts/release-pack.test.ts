import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { notReady, outputs } from './release-pack.ts'

const repository = { url: 'git+https://example.com/onesms.git' }
const sdk = { name: '@onesms/sdk', version: '0.2.0', repository }
const daemon = { name: '@onesms/daemon', version: '0.2.0', repository, dependencies: { '@onesms/sdk': '0.2.0' } }

describe('a release', () => {
  it('is ready with versions, a repository and nothing that waits', () => {
    expect(notReady([sdk, daemon], [])).toEqual([])
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

it('the workflow is told what is to be published, in that order, and as what', () => {
  const react = { path: '/tmp/onesms-react-0.2.1.tgz', version: '0.2.1' }
  const daemon = { path: '/tmp/onesms-daemon-0.2.1.tgz', version: '0.2.1' }
  expect(outputs([react, daemon])).toBe('pending=onesms-react-0.2.1.tgz onesms-daemon-0.2.1.tgz\nversion=0.2.1\n')
  expect(outputs([])).toBe('pending=\nversion=\n')
  expect(() => outputs([react, { ...daemon, version: '0.2.0' }])).toThrow(/one version/)
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

it.each(['sdk', 'daemon', 'react-hooks'])('packages/%s runs nothing when it is installed', name => {
  const path = fileURLToPath(new URL(`../packages/${name}/package.json`, import.meta.url))
  expect(Object.keys(JSON.parse(readFileSync(path, 'utf8')).scripts)).toEqual(['build'])
})
