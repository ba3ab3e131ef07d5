import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type Bom, bills, bundledComponents } from './sbom.ts'

const read = (path: string) => readFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), 'utf8')

type Versions = Readonly<Record<string, string>>
interface Lockfile {
  readonly importers: Readonly<
    Record<
      string,
      Readonly<
        Record<
          'dependencies' | 'optionalDependencies',
          Readonly<Record<string, { readonly version: string }>> | undefined
        >
      >
    >
  >
  readonly packages: Readonly<Record<string, { readonly os?: readonly string[]; readonly cpu?: readonly string[] }>>
  readonly snapshots: Readonly<
    Record<string, { readonly dependencies?: Versions; readonly optionalDependencies?: Versions }>
  >
}
const lockfile: Lockfile = parse(read('pnpm-lock.yaml'))

/** Every package that an install of this one brings, `name@version`, by the lockfile alone. */
function broughtBy(importer: string, found = new Set<string>()): ReadonlySet<string> {
  const { dependencies, optionalDependencies } = lockfile.importers[importer] ?? {}
  const follow = (name: string, version: string): void => {
    const key = `${name}@${version}`
    const plain = key.replace(/\(.*$/, '')
    if (found.has(plain)) return
    found.add(plain)
    const next = lockfile.snapshots[key]
    for (const [child, at] of Object.entries({ ...next?.dependencies, ...next?.optionalDependencies }))
      follow(child, at)
  }
  for (const [name, { version }] of Object.entries({ ...dependencies, ...optionalDependencies })) {
    if (!version.startsWith('link:')) follow(name, version)
    else {
      found.add(`${name}@${JSON.parse(read(`packages/${version.slice('link:../'.length)}/package.json`)).version}`)
      broughtBy(`packages/${version.slice('link:../'.length)}`, found)
    }
  }
  return found
}

describe('the bill of materials', () => {
  let all: ReadonlyMap<string, Bom>
  beforeAll(() => {
    all = bills()
  }, 30_000)

  it.each([
    ['@onesms/sdk', 'packages/sdk'],
    ['@onesms/daemon', 'packages/daemon'],
    ['@onesms/react', 'packages/react-hooks'],
  ])('of %s lists what an install of it brings, and nothing else', (name, importer) => {
    const bill = all.get(name)
    if (!bill) throw new Error(`no bill of ${name}`)
    expect(bill).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6' })
    expect(decodeURIComponent(bill.metadata.component.purl)).toMatch(`pkg:npm/${name}@`)
    const listed = bill.components.map(({ purl }) => decodeURIComponent(purl).replace('pkg:npm/', ''))
    expect(listed.sort()).toEqual([...broughtBy(importer)].sort())
    const direct = bill.dependencies.find(({ ref }) => ref === bill.metadata.component.purl)?.dependsOn ?? []
    const { dependencies = {}, optionalDependencies = {} } = JSON.parse(read(`${importer}/package.json`))
    expect(direct.map(ref => decodeURIComponent(ref).replace(/^pkg:npm\/|@[^@]+$/g, '')).sort()).toEqual(
      Object.keys({ ...dependencies, ...optionalDependencies }).sort(),
    )
  })

  it('tells what is compiled into a tarball by the notices of the bundler', () => {
    const notices =
      '# Licenses\n\n## @tanstack/query-core - 5.108.0 (MIT)\n\nMIT License\n\n## simple-icons - 16.37.0 (CC0-1.0)\n\n## Statement of Purpose\n'
    expect(bundledComponents(notices)).toMatchObject([
      { group: '@tanstack', name: 'query-core', purl: 'pkg:npm/%40tanstack/query-core@5.108.0' },
      { name: 'simple-icons', version: '16.37.0', licenses: [{ license: { id: 'CC0-1.0' } }] },
    ])
  })
})

it('of what the daemon brings, nothing but its databases is made for one platform, so that one build makes every image', () => {
  const bound = [...broughtBy('packages/daemon')].filter(
    name => lockfile.packages[name]?.os ?? lockfile.packages[name]?.cpu,
  )
  const { optionalDependencies } = JSON.parse(read('packages/daemon/package.json'))
  expect(bound.map(name => name.replace(/@[^@]+$/, '')).sort()).toEqual(Object.keys(optionalDependencies))
})

describe('T29 G21 the dependencies of the SDK', () => {
  const { dependencies, optionalDependencies, peerDependencies } = JSON.parse(read('packages/sdk/package.json'))

  it('are the four that the project names, and no more', () => {
    expect(Object.keys(dependencies)).toEqual(['eventemitter3', 'ofetch', 'p-retry', 'zod'])
    expect({ optionalDependencies, peerDependencies }).toEqual({})
  })

  it('of the hooks are what a page has already', () => {
    const hooks = JSON.parse(read('packages/react-hooks/package.json'))
    expect(hooks.dependencies).toBeUndefined()
    expect(Object.keys(hooks.peerDependencies)).toEqual(['@onesms/sdk', '@tanstack/react-query', 'react'])
  })
})
