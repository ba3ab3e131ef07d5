import { describe, expect, it } from 'vitest'
import { difference, findings, isAbout, listing, missing, testCode } from './packed-contents.ts'

const holding = (files: Readonly<Record<string, string>>) =>
  new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)]))

describe('G21 the list of what is packed', () => {
  it('does not change with the content of a chunk, nor with one more source of a kind', () => {
    const one = listing(['dist/index.js', 'dist/chunk-2E4HTN3Z.js', 'dist/provider-ARWd_s-t.d.ts', 'src/http/a.ts'])
    const other = listing(['src/http/b.ts', 'dist/chunk-AAAAAAAA.js', 'dist/provider-BBBBBBBB.d.ts', 'dist/index.js'])
    expect(one).toEqual(['dist/chunk-*.js', 'dist/index.js', 'dist/provider-*.d.ts', 'src/http/*.ts'])
    expect(other).toEqual(one)
  })

  it('changes with a new entry, a new folder and a new kind of file', () => {
    const before = listing(['dist/index.js', 'src/http/a.ts'])
    const after = listing(['dist/index.d.ts', 'dist/index.js', 'src/http/a.ts', 'src/http/keys.json', 'src/new/a.ts'])
    expect(difference(before, after)).toEqual(['+ dist/index.d.ts', '+ src/http/*.json', '+ src/new/*.ts'])
    expect(difference(after, before)).toEqual(['- dist/index.d.ts', '- src/http/*.json', '- src/new/*.ts'])
  })
})

describe('T30 what no package holds', () => {
  it.each([
    ['src/http/get.test.ts', 'a test'],
    ['src/http/client.test-d.ts', 'a test'],
    ['src/hooks/use.test.tsx', 'a test'],
    ['src/http/__fixtures__/answers.json', 'a fixture'],
    ['dist/index.js.map', 'a source map'],
    ['.env.local', 'a file of one machine'],
    ['.npmrc', 'a file of one machine'],
    ['dist/build.log', 'a file of one machine'],
  ])('%s, since it is %s', (path, what) => {
    expect(findings(holding({ [path]: '' }), [])).toEqual([`${path} is ${what}`])
  })

  it.each([
    ['a private key', '-----BEGIN EC PRIVATE KEY-----'],
    ['a token', `npm_${'a1'.repeat(18)}`],
    ['a token of a registry', '//registry.npmjs.org/:_authToken=x'],
    ['a key of a cloud', `AKIA${'A1'.repeat(8)}`],
    ['a reference to a source map', '//# sourceMappingURL=index.js.map'],
  ])('%s', (what, text) => {
    expect(findings(holding({ 'dist/index.js': `const a = 1\n${text}\n` }), [])).toEqual([
      `dist/index.js holds ${what}`,
    ])
  })

  it('a path of the machine that it was built on', () => {
    const files = holding({ 'dist/index.js': '// /home/somebody/onesms/packages/sdk', 'README.md': 'home' })
    expect(findings(files, ['/home/somebody/onesms'])).toEqual([
      'dist/index.js holds a path of the machine it was built on',
    ])
    expect(findings(files, ['/home/somebody/one', '/'])).toEqual([])
  })
})

it('what a manifest names is there, and so are licence and readme', () => {
  const manifest = JSON.stringify({
    exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' }, './package.json': './package.json' },
    bin: { onesms: './dist/cli/bin.js' },
  })
  const files = holding({ 'package.json': manifest, 'dist/index.js': '', LICENSE: '' })
  expect(missing(files)).toEqual(['README.md', 'dist/index.d.ts', 'dist/cli/bin.js'])
})

describe('code that only tests run', () => {
  const exports = { '.': { default: './dist/index.js' }, './testing': { default: './dist/testing.js' } }
  const emulator = 'export function createHandlerApiEmulator() {}'
  const packed = (files: Readonly<Record<string, string>>) =>
    holding({ 'package.json': JSON.stringify({ exports }), 'dist/chunk-B.js': emulator, ...files })

  it('is loaded by no entry but its own, not even over other files', () => {
    const files = { 'dist/index.js': `import"./sub/a.js"`, 'dist/sub/a.js': `export { b } from '../chunk-B.js'` }
    expect(testCode(packed(files))).toEqual(['. loads dist/chunk-B.js, which only tests run'])
    expect(testCode(packed({ 'dist/index.js': `import { serve } from "@onesms/sdk/testing"` }))).toHaveLength(1)
  })

  it('may be loaded on demand, and by its own entry', () => {
    const files = { 'dist/index.js': `await import('./chunk-B.js')`, 'dist/testing.js': `export * from './chunk-B.js'` }
    expect(testCode(packed(files))).toEqual([])
  })
})

it('a stated size may be three of a hundred off, either way, and has to be stated', () => {
  expect([678_999, 679_000, 721_000, 721_001].map(bytes => isAbout(700, bytes))).toEqual([false, true, true, false])
  expect(isAbout(Number.NaN, 700_000)).toBe(false)
})
