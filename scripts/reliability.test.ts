import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { goals } from '../packages/daemon/bench/goals.ts'
import { blind, heldOut, tuned } from '../packages/sdk/src/code/__fixtures__/code-corpus/index.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string) => readFileSync(`${root}${path}`, 'utf8')

/** What every store must do: cases that tests of stores run by their names. */
const STORE_CASES = 'packages/sdk/src/testing/intent-store-conformance.ts'
const SKIPPED = /^(\..*|node_modules|dist|artifacts)$/

function filesIn(folder: string): string[] {
  return readdirSync(`${root}${folder}`, { withFileTypes: true }).flatMap(entry => {
    if (SKIPPED.test(entry.name)) return []
    const path = `${folder}/${entry.name}`
    return entry.isDirectory() ? filesIn(path) : [path]
  })
}

/** `P01-P03` are three. */
function idsIn(text: string): string[] {
  return [...text.matchAll(/\b([PCEDRGT])(\d\d)\b(?:-\1(\d\d)\b)?/g)].flatMap(([, letter, first = '', last = first]) =>
    Array.from({ length: Number(last) - Number(first) + 1 }, (_, step) => {
      return `${letter}${String(Number(first) + step).padStart(2, '0')}`
    }),
  )
}

/** Ids in names of tests: what stands in a text of the source, and not in a remark. */
const idsOfTests = (path: string) =>
  new Set(
    [...read(path).matchAll(/^(?!\s*(?:\/\/|\/?\*)).*$/gm)].flatMap(([line]) => idsIn(line.replace(/\s\/\/ .*/, ''))),
  )

const files = ['packages', 'scripts', 'testing', 'examples', 'docs'].flatMap(filesIn)
const tests = new Map(
  files
    .filter(path => /\.test\.tsx?$/.test(path) || path === STORE_CASES)
    .map(path => [path, idsOfTests(path)] as const),
)
const page = read('docs/reliability.md')

/** Files by the end of their path; `*` stands for any part of a name. */
function filesOf(name: string): string[] {
  const pattern = new RegExp(`(^|/)${name.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`)
  return [...tests.keys()].filter(path => pattern.test(path))
}

const namesIn = (text: string) => [...text.matchAll(/`([^`\s<]+\.test\.tsx?)`/g)].map(([, name = '']) => name)

const rows = [...page.matchAll(/^\| ([A-Z]\d\d.*?) \| (.*) \| (.*) \|$/gm)].map(
  ([, ids = '', promise = '', shown = '']) => ({
    ids: idsIn(ids),
    promise,
    names: namesIn(shown),
    benches: [...shown.matchAll(/bench((?:(?:,| and)? `[\w-]+`)+)/g)].flatMap(
      ([, list = '']) => list.match(/[\w-]+(?=`)/g) ?? [],
    ),
    files: [...namesIn(shown).flatMap(filesOf), ...(/\bstore cases\b/.test(shown) ? [STORE_CASES] : [])],
  }),
)

describe('each promise of docs/reliability.md', () => {
  it('is read from a table with three columns', () => {
    expect(rows.length).toBe(page.match(/^\| [A-Z]\d\d/gm)?.length)
    expect(rows.length).toBeGreaterThan(100)
  })

  it('names files of which each is one, by however much of its path', () => {
    const named = rows.flatMap(({ names }) => names).filter(name => !name.includes('*'))
    expect(named.filter(name => filesOf(name).length !== 1).map(name => [name, ...filesOf(name)])).toEqual([])
  })

  it.each(rows)('$ids is shown by a test of that name in a file that it names', ({ ids, files }) => {
    expect(ids.filter(id => !files.some(path => tests.get(path)?.has(id)))).toEqual([])
  })

  it('names no file in vain', () => {
    const vain = rows.flatMap(({ ids, files }) =>
      files.flatMap(path => (ids.some(id => tests.get(path)?.has(id)) ? [] : [[ids[0], path]])),
    )
    expect(vain).toEqual([])
  })

  it('names benches that there are', () => {
    expect(rows.flatMap(({ benches }) => benches).filter(name => !(name in goals))).toEqual([])
  })
})

it('every id in the name of a test is described there', () => {
  const described = new Set(idsIn(page))
  const unknown = [...tests].flatMap(([path, ids]) =>
    [...ids].flatMap(id => (described.has(id) ? [] : [`${id} ${path}`])),
  )
  expect(unknown).toEqual([])
})

it('the corpus of codes has as many texts as are told', () => {
  const corpus = [...tuned, ...heldOut, ...blind]
  const [, texts = ''] = /the corpus of ([\d,]+) texts/.exec(page) ?? []
  const [, languages = ''] = /some (\d+) languages/.exec(page) ?? []
  expect(Number(texts.replace(',', ''))).toBe(corpus.length)
  expect(new Set(corpus.map(({ language }) => language)).size).toBeGreaterThanOrEqual(Number(languages))
})

it('every test file that a document names is there', () => {
  const documents = [...filesIn('docs'), 'README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'ARCHITECTURE.md']
  const gone = documents
    .filter(path => path.endsWith('.md'))
    .flatMap(path => namesIn(read(path)).flatMap(name => (filesOf(name).length === 0 ? [`${path}: ${name}`] : [])))
  expect(gone).toEqual([])
})
