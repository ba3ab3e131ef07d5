import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describeProvider, type ProviderSuite } from '@onesms/sdk/testing'
import { afterAll, describe, expect, it } from 'vitest'
import { scaffold, writeFiles } from './new-provider.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const scripts = fileURLToPath(new URL('.', import.meta.url))

// Beside the sources, since it imports them by their relative way; the suite is described while this file is read.
const inside = mkdtempSync(join(scripts, '.scaffold-'))
const sdk = relative(inside, join(root, 'packages/sdk/src')).replaceAll('\\', '/')
writeFiles(inside, scaffold({ id: 'acme-sms2', name: 'Acme SMS' }, sdk))
const { suite } = (await import(join(inside, '__fixtures__/suite.ts'))) as { readonly suite: ProviderSuite }
afterAll(() => rmSync(inside, { recursive: true }))

describe('a provider scaffolded into the SDK does what every provider must do', () => {
  describeProvider({ ...suite, describe, it })
})

describe('new-provider', () => {
  it('writes every name of the new provider, and none of the template', () => {
    const files = scaffold({ id: 'acme-sms2', name: 'Acme SMS' }, '../..')
    const roles = ['acme-sms2', 'activations', 'catalog', 'errors', 'ids', 'index', 'line', 'schemas', 'status']
    const tested = ['__fixtures__/suite.ts', '__fixtures__/vendor.ts', 'acme-sms2.conformance.test.ts', 'provider.json']
    expect([...files.keys()].toSorted()).toEqual([...roles.map(role => `${role}.ts`), ...tested].toSorted())
    const all = [...files.values()].join('\n')
    expect(all).not.toMatch(/my.?vendor|@onesms\/sdk/i)
    expect(files.get('provider.json')).toBe('{ "name": "Acme SMS", "factory": "acmeSms2", "env": "ACME_SMS2" }\n')
    expect(files.get('index.ts')).toContain('acmeSms2')
  })

  it('gives the committed example, byte for byte, which imports public entries alone', () => {
    const folder = mkdtempSync(join(tmpdir(), 'onesms-new-provider-'))
    const files = scaffold({ id: 'my-vendor', name: 'My Vendor' })
    writeFiles(folder, files)
    for (const path of files.keys()) {
      const committed = readFileSync(join(root, 'examples/custom-provider', path), 'utf8')
      expect(readFileSync(join(folder, path), 'utf8')).toBe(committed)
      const foreign = [...committed.matchAll(/from '([^'.][^']*)'/g)].map(([, name]) => name)
      const allowed = [
        '@onesms/sdk',
        '@onesms/sdk/provider-kit',
        '@onesms/sdk/testing',
        'onesms-provider-my-vendor',
        'vitest',
      ]
      expect(foreign.filter(name => !allowed.includes(name ?? ''))).toEqual([])
    }
    rmSync(folder, { recursive: true })
  })

  it('overwrites nothing', () => {
    expect(() => writeFiles(scripts, new Map([['x', 'y']]))).toThrow('not empty')
  })
})
