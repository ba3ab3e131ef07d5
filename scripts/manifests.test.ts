import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { read, root } from './markdown.ts'

interface Manifest {
  readonly engines?: { readonly node: string }
  readonly scripts?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}
const manifestOf = (name: string): Manifest => JSON.parse(readFileSync(`${root}packages/${name}/package.json`, 'utf8'))

describe('what pages say of manifests', () => {
  it.each(readdirSync(`${root}packages`))('%s runs no script when it is installed, and needs Node 20.19', name => {
    const { scripts = {}, engines } = manifestOf(name)
    expect(Object.keys(scripts).filter(script => /install|^prepare/.test(script))).toEqual([])
    expect(engines?.node).toBe('>=20.19.0')
    expect(read('README.md')).toContain('Node 20.19+')
  })

  it('the client has as many dependencies as is said, and the hooks go with the versions of React that are named', () => {
    const count = Object.keys(manifestOf('sdk').dependencies ?? {}).length
    expect(read('README.md')).toContain(`| Runtime dependencies | ${count} |`)
    expect(read('docs/comparison.md')).toContain(`| Runtime dependencies of the client | ${count} |`)
    expect(manifestOf('react-hooks').peerDependencies?.['react']).toBe('^18.2.0 || ^19.0.0')
    for (const page of ['README.md', 'packages/react-hooks/README.md'])
      expect(read(page)).toContain('React 18.2 and 19')
  })
})
